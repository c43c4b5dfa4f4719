package usage

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/valyala/fastjson"
)

// maxFile is how much text of a file is read, unpacked. The provider's own files are below 50 MB.
const maxFile = 128 << 20

var errTooLarge = fmt.Errorf("it is larger than %d MiB", maxFile>>20)

// list are the files that names mean: a directory means the JSON files below it.
func list(files fs.FS, names []string) (all []string, refused []error) {
	for _, name := range names {
		err := fs.WalkDir(files, name, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				refused = append(refused, err)
				return nil
			case d.Type().IsRegular() && (path == name || isLog(path)), path == name && !d.IsDir():
				all = append(all, path)
			}
			return nil
		})
		if err != nil {
			refused = append(refused, err)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), refused
}

func isLog(path string) bool {
	path = strings.TrimSuffix(strings.ToLower(path), ".gz")
	return strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".jsonl") || strings.HasSuffix(path, ".ndjson")
}

// reader reads files one after the other. It is not shared.
type reader struct {
	parser   fastjson.Parser
	unpacked bytes.Buffer
}

// file puts what a file records into a log. What comes before an error stays.
func (r *reader) file(log *Log, files fs.FS, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it is only read
	r.unpacked.Reset()
	read := func(from io.Reader) error {
		n, err := r.unpacked.ReadFrom(io.LimitReader(from, maxFile+1))
		if err == nil && n > maxFile {
			return errTooLarge
		}
		return err
	}
	start := make([]byte, 2)
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	whole := io.MultiReader(bytes.NewReader(start[:n]), f)
	if bytes.Equal(start, []byte{0x1f, 0x8b}) {
		z, zerr := gzip.NewReader(whole)
		if zerr != nil {
			return zerr
		}
		err = read(z)
	} else {
		err = read(whole)
	}
	if errors.Is(err, errTooLarge) {
		return err
	}
	return errors.Join(r.text(log, r.unpacked.Bytes()), err)
}

// text puts what a text records into a log: an object with Records, as trails write them; with Events, as a look-up answers
// them; with ServicesLastAccessed, as IAM does; a list of records; or records one after the other.
func (r *reader) text(log *Log, text []byte) error {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	for i := space(text, 0); i < len(text); i = space(text, i) {
		var err error
		switch text[i] {
		case '[':
			i, err = elements(text, i, func(record []byte) error { return r.record(log, record) })
		case '{':
			i, err = r.object(log, text, i)
		default:
			return fmt.Errorf("%w: it begins with %q", errNoRecords, text[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var errNoRecords = errors.New("these are no CloudTrail records")

// object reads an object that holds records, or is one.
func (r *reader) object(log *Log, text []byte, start int) (next int, err error) {
	holds := false
	next, err = members(text, start, func(key string, at int) (int, error) {
		switch {
		case (key == "Records" || key == "Events") && text[at] == '[':
			holds = true
			return elements(text, at, func(record []byte) error { return r.record(log, record) })
		case key == "ServicesLastAccessed":
			holds = true
			end, err := value(text, at)
			if err != nil {
				return end, err
			}
			return end, r.lastAccessed(log, text[at:end])
		case key == "JobCompletionDate" && text[at] == '"':
			end, err := quoted(text, at)
			if err != nil {
				return end, err
			}
			if day, err := time.Parse(time.RFC3339, string(text[at+1:end-1])); err == nil && day.After(log.asked) {
				log.asked = day.UTC()
			}
			return end, nil
		}
		return value(text, at)
	})
	if err != nil || holds {
		return next, err
	}
	return next, r.record(log, text[start:next])
}
