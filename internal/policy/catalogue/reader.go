package catalogue

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// errData says that embedded data is not what this version of the package writes. The tests prove it is, so a program
// never sees it; with damaged data every look-up answers "unknown".
var errData = errors.New("catalogue data is damaged")

// reader takes one raw section apart. A read beyond the end sets bad and yields zero values; sizes are checked against
// what is left before anything is allocated.
type reader struct {
	data []byte
	bad  bool
}

// open decompresses a section.
func open(packed []byte) *reader {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	return &reader{data: raw, bad: err != nil}
}

// uint reads a number.
func (r *reader) uint() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<31-1 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// below reads a number that indexes a list of n things.
func (r *reader) below(n int) int {
	i := r.uint()
	if i >= n {
		r.bad, r.data = true, nil
		return 0
	}
	return i
}

// count reads how many things follow, each at least one byte long.
func (r *reader) count() int {
	n := r.uint()
	if n > len(r.data) {
		r.bad, r.data = true, nil
		return 0
	}
	return n
}

// step reads a difference and returns the number it leads to from a previous one.
func (r *reader) step(from, below int) int {
	n := r.uint()
	to := from + n/2
	if n%2 == 1 {
		to = from - (n+1)/2
	}
	if to < 0 || to >= below {
		r.bad, r.data = true, nil
		return 0
	}
	return to
}

// bytes reads n bytes with their length; they share the section's memory.
func (r *reader) bytes() []byte {
	n := r.count()
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// lines reads a list of strings.
func (r *reader) lines() []string {
	n := r.uint()
	text := string(r.bytes())
	if n == 0 {
		return nil
	}
	if strings.Count(text, "\n") != n-1 {
		r.bad, r.data = true, nil
		return nil
	}
	list := make([]string, 0, n)
	for line := range strings.SplitSeq(text, "\n") {
		list = append(list, line)
	}
	return list
}

// err reports whether the section was read whole and to its end.
func (r *reader) err() error {
	if r.bad || len(r.data) != 0 {
		return errData
	}
	return nil
}
