package javascript

import "bytes"

const (
	maxText     = 1 << 20  // bytes of a file that people wrote
	maxLongText = 64 << 10 // of one in which lines are this long on average:
	maxLine     = 2000
)

// Unreadable says why a file is not read, "" for one that is: what a bundler put together is mostly libraries.
func Unreadable(text []byte) string {
	lines := bytes.Count(text, []byte("\n")) + 1
	switch {
	case len(text) > maxText:
		return "the file is larger than what people write: it looks put together by a bundler, and is not read"
	case len(text) > maxLongText && len(text)/lines > maxLine:
		return "the file is minified, and is not read"
	}
	return ""
}
