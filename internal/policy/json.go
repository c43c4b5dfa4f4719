package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sconce-dev/sconce/internal/model"
)

// maxDepth is how deeply JSON may be nested; a policy needs seven levels.
const maxDepth = 32

// ParseJSON reads a policy document from JSON text. The file names it in locations and may be "".
func ParseJSON(data []byte, file string) (Document, []Problem) {
	v, problem := decodeJSON(data, file)
	if problem != nil {
		return Document{At: problem.At}, []Problem{*problem}
	}
	return Parse(v)
}

// ReadJSON reads JSON text as a value; every part of it knows its place.
func ReadJSON(data []byte, file string) (model.Value, *Problem) { return decodeJSON(data, file) }

// decodeJSON reads one JSON value; every value knows its place.
func decodeJSON(data []byte, file string) (model.Value, *Problem) {
	d := newJSONReader(data, file)
	v, err := d.value(0)
	if err == nil {
		if _, err = d.decoder.Token(); errors.Is(err, io.EOF) {
			return v, nil
		}
		err = errors.New("there is more text behind the document")
	}
	code := CodeSyntax
	if errors.Is(err, errTooDeep) {
		code = CodeTooDeep
	}
	at := d.location(int(d.decoder.InputOffset()))
	return model.Value{}, &Problem{Level: Illegal, Code: code, At: at, Message: fmt.Sprintf("the document is not JSON: %v", err)}
}

var errTooDeep = fmt.Errorf("it is nested more than %d levels deep", maxDepth)

type jsonReader struct {
	decoder *json.Decoder
	data    []byte
	file    string
	line    int // of offset scanned
	column  int
	scanned int
}

func newJSONReader(data []byte, file string) *jsonReader {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := &jsonReader{decoder: json.NewDecoder(bytes.NewReader(data)), data: data, file: file, line: 1, column: 1}
	d.decoder.UseNumber()
	return d
}

// position advances to an offset; offsets never go back.
func (d *jsonReader) position(offset int) (line, column int) {
	for d.scanned < offset && d.scanned < len(d.data) {
		r, size := utf8.DecodeRune(d.data[d.scanned:])
		d.scanned += size
		d.column++
		if r == '\n' {
			d.line, d.column = d.line+1, 1
		}
	}
	return d.line, d.column
}

func (d *jsonReader) location(offset int) model.Location {
	line, column := d.position(offset)
	return model.Location{File: d.file, Line: line, Column: column, EndLine: line, EndColumn: column, Start: offset, End: offset}
}

// start is the place of the next token: behind blanks, commas and colons.
func (d *jsonReader) start() model.Location {
	offset := int(d.decoder.InputOffset())
	for offset < len(d.data) && strings.IndexByte(" \t\r\n,:", d.data[offset]) >= 0 {
		offset++
	}
	return d.location(offset)
}

// upTo is a location that ends where the reader stands.
func (d *jsonReader) upTo(at model.Location) model.Location {
	at.End = int(d.decoder.InputOffset())
	at.EndLine, at.EndColumn = d.position(at.End)
	return at
}

func (d *jsonReader) value(depth int) (model.Value, error) {
	if depth > maxDepth {
		return model.Value{}, errTooDeep
	}
	at := d.start()
	token, err := d.decoder.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return model.Value{}, err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return d.object(at, depth)
		}
		return d.array(at, depth)
	case string:
		return model.NewString(t, d.upTo(at)), nil
	case json.Number:
		return model.NewNumber(t.String(), d.upTo(at)), nil
	case bool:
		return model.NewBool(strconv.FormatBool(t), d.upTo(at)), nil
	default:
		return model.NewNull(d.upTo(at)), nil
	}
}

func (d *jsonReader) object(at model.Location, depth int) (model.Value, error) {
	fields := []model.Field{}
	for d.decoder.More() {
		keyAt := d.start()
		token, err := d.decoder.Token()
		if err != nil {
			return model.Value{}, err
		}
		key, _ := token.(string) // the decoder accepts nothing else here
		keyAt = d.upTo(keyAt)
		v, err := d.value(depth + 1)
		if err != nil {
			return model.Value{}, err
		}
		fields = append(fields, model.Field{Key: key, KeyAt: keyAt, Value: v})
	}
	if _, err := d.decoder.Token(); err != nil {
		return model.Value{}, err
	}
	return model.NewMap(fields, d.upTo(at)), nil
}

func (d *jsonReader) array(at model.Location, depth int) (model.Value, error) {
	items := []model.Value{}
	for d.decoder.More() {
		v, err := d.value(depth + 1)
		if err != nil {
			return model.Value{}, err
		}
		items = append(items, v)
	}
	if _, err := d.decoder.Token(); err != nil {
		return model.Value{}, err
	}
	return model.NewList(items, d.upTo(at)), nil
}
