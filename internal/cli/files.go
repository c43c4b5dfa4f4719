package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// document is a file and what is written to it.
type document struct {
	file   string
	render func(w io.Writer) error
}

// staged is a document that is complete and not yet in its place.
type staged struct {
	document
	target string        // the file that is replaced: of a link, what it leads to
	tmp    string        // beside it; "" for a device or a pipe, which is written to as it is
	text   *bytes.Buffer // for a device or a pipe
	was    bool          // something was there before
}

// writeFiles writes all documents or none: each is completed beside its place, and they are put there when all
// are. Until then what was there stays. What is no file, such as /dev/stdout or a pipe, is written to as it is.
func writeFiles(documents []document) error {
	var ready []staged
	defer func() {
		for _, s := range ready {
			if s.tmp != "" {
				_ = os.Remove(s.tmp) // it is gone when all went well
			}
		}
	}()
	for _, d := range documents {
		s, err := d.stage()
		if err != nil {
			return err
		}
		ready = append(ready, s)
	}
	return putAll(ready)
}

// putAll puts complete documents into their places. Where one cannot be put, those before it are taken back.
func putAll(ready []staged) error {
	for i, s := range ready {
		if s.tmp != "" {
			_ = os.Link(s.target, s.old()) // what was there, where something was
		}
		if err := s.put(); err != nil {
			for _, done := range ready[:i] {
				done.takeBack()
			}
			if s.tmp != "" {
				_ = os.Remove(s.old())
			}
			return s.failed(err)
		}
	}
	for _, s := range ready {
		if s.tmp != "" {
			_ = os.Remove(s.old())
		}
	}
	return nil
}

// old is the name that keeps what is replaced, until all is well.
func (s staged) old() string { return s.tmp + ".old" }

// takeBack puts what was there into its place again. What a device or a pipe got cannot be taken back.
func (s staged) takeBack() {
	if s.tmp == "" {
		return
	}
	if !s.was {
		_ = os.Remove(s.target)
		return
	}
	_ = os.Rename(s.old(), s.target) // where there are no hard links the new one stays, which is complete
}

// writable is an error if a document can certainly not be written: said before a scan that takes its time.
func (d document) writable() error {
	info, err := os.Stat(d.file)
	switch {
	case err == nil && info.IsDir():
		return d.failed(errors.New("it is a directory"))
	case err == nil:
		return nil
	}
	dir := filepath.Dir(d.file)
	switch info, err := os.Stat(dir); {
	case err != nil:
		return d.failed(err)
	case !info.IsDir():
		return d.failed(fmt.Errorf("%s is not a directory", dir))
	}
	return nil
}

// stage completes a document beside its place.
func (d document) stage() (staged, error) {
	s := staged{document: d, target: d.file}
	if err := d.writable(); err != nil {
		return s, err
	}
	info, err := os.Stat(d.file)
	s.was = err == nil
	if s.was && !info.Mode().IsRegular() {
		s.text = &bytes.Buffer{}
		return s, d.render(s.text)
	}
	if target, err := filepath.EvalSymlinks(s.target); err == nil {
		s.target = target // a link stays one
	}
	tmp, err := os.CreateTemp(filepath.Dir(s.target), ".sconce-*") // what is new is its owner's alone
	if err != nil {
		return s, d.failed(err)
	}
	s.tmp = tmp.Name()
	if err := s.fill(tmp, info); err != nil {
		_ = os.Remove(s.tmp) // the first error counts
		return s, err
	}
	return s, nil
}

// fill writes a document to a file, which gets the mode of the one that it replaces.
func (s staged) fill(tmp *os.File, old os.FileInfo) error {
	if err := s.render(tmp); err != nil {
		_ = tmp.Close() // the first error counts
		return err
	}
	if old != nil {
		_ = tmp.Chmod(old.Mode().Perm()) // a file of somebody else keeps its own mode as far as we may
	}
	if err := tmp.Close(); err != nil {
		return s.failed(err)
	}
	return nil
}

// put puts a complete document into its place.
func (s staged) put() error {
	if s.tmp != "" {
		return os.Rename(s.tmp, s.target)
	}
	file, err := os.OpenFile(s.file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(s.text.Bytes())
	return errors.Join(err, file.Close())
}

func (d document) failed(err error) error {
	if cause, ok := errors.AsType[*os.PathError](err); ok {
		err = cause.Err // the file is named, and the name beside it is ours
	}
	if cause, ok := errors.AsType[*os.LinkError](err); ok {
		err = cause.Err
	}
	return usage(fmt.Errorf("writing %s: %w", d.file, err))
}
