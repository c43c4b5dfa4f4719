package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// writer builds one raw section: the counterpart of the catalogue's reader.
type writer struct {
	buf bytes.Buffer
}

// uint appends a number that is never negative.
func (w *writer) uint(n int) {
	w.buf.Write(binary.AppendUvarint(nil, uint64(max(n, 0))))
}

// delta appends the step from one number to the next, whichever its sign.
func (w *writer) delta(from, to int) {
	d := to - from
	if d < 0 {
		w.uint(-2*d - 1)
		return
	}
	w.uint(2 * d)
}

// text appends a string with its length.
func (w *writer) text(s string) {
	w.uint(len(s))
	w.buf.WriteString(s)
}

// lines appends a list of strings that hold no newline.
func (w *writer) lines(list []string) error {
	for _, s := range list {
		if strings.Contains(s, "\n") {
			return fmt.Errorf("string %q holds a newline", s)
		}
	}
	w.uint(len(list))
	w.text(strings.Join(list, "\n"))
	return nil
}

// deflate compresses a section the way the catalogue reads it.
func deflate(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("start compressing: %w", err)
	}
	if _, err := z.Write(raw); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("finish compressing: %w", err)
	}
	return out.Bytes(), nil
}

// inflate is the inverse of deflate.
func inflate(packed []byte) ([]byte, error) {
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return raw, nil
}
