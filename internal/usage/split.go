package usage

import (
	"bytes"
	"errors"
	"fmt"
)

// Records are cut out of the text before they are parsed one by one: so a file takes little more memory than its text, and
// one that breaks off gives all records before that.

var errEnd = errors.New("the text breaks off")

// space is the place of the next character that is no white space or separator.
func space(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r' || text[i] == ',') {
		i++
	}
	return i
}

// value is the place behind the value that begins somewhere. It only pairs brackets and quotes: the parser says the rest.
func value(text []byte, i int) (int, error) {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '"':
			end, err := quoted(text, i)
			if err != nil {
				return len(text), err
			}
			i = end - 1
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
			if depth < 0 {
				return i, nil
			}
		case ',', ' ', '\n', '\t', '\r', ':':
			continue
		default:
			for i+1 < len(text) && !delimits(text[i+1]) {
				i++
			}
		}
		if depth == 0 {
			return i + 1, nil
		}
	}
	return len(text), errEnd
}

func delimits(c byte) bool {
	switch c {
	case ',', ' ', '\n', '\t', '\r', ':', '}', ']', '{', '[', '"':
		return true
	}
	return false
}

// quoted is the place behind the text in quotes that begins somewhere.
func quoted(text []byte, i int) (int, error) {
	for i++; i < len(text); {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			break
		}
		escapes := 0
		for k := i + n - 1; k >= i && text[k] == '\\'; k-- {
			escapes++
		}
		i += n + 1
		if escapes%2 == 0 {
			return i, nil
		}
	}
	return len(text), errEnd
}

// elements visits the elements of the array that begins somewhere, and answers the place behind it.
func elements(text []byte, i int, visit func(element []byte) error) (int, error) {
	for i = space(text, i+1); i < len(text); i = space(text, i) {
		if text[i] == ']' {
			return i + 1, nil
		}
		end, err := value(text, i)
		if err != nil {
			return end, err
		}
		if end == i {
			return i, fmt.Errorf("%q does not end a list", text[i])
		}
		if err := visit(text[i:end]); err != nil {
			return end, err
		}
		i = end
	}
	return i, errEnd
}

// members visits the members of the object that begins somewhere: the key and the place of the value; visit answers the
// place behind it.
func members(text []byte, i int, visit func(key string, at int) (int, error)) (int, error) {
	for i = space(text, i+1); i < len(text); i = space(text, i) {
		switch text[i] {
		case '}':
			return i + 1, nil
		case '"':
		default:
			return i, fmt.Errorf("%q is no name of a member", text[i])
		}
		end, err := quoted(text, i)
		if err != nil {
			return end, err
		}
		key := string(text[i+1 : end-1])
		i = space(text, end)
		if i >= len(text) || text[i] != ':' {
			return i, fmt.Errorf("%q has no value", key)
		}
		if i = space(text, i+1); i >= len(text) {
			break
		}
		if i, err = visit(key, i); err != nil {
			return i, err
		}
	}
	return i, errEnd
}
