package sam

import (
	"crypto/sha1" //nolint:gosec // G505: SAM names versions and layers by this hash
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/sconce-dev/sconce/internal/source"
)

const hashLength = 10

// digest is the hexadecimal SHA-1 of a text.
func digest(s string) string {
	sum := sha1.Sum([]byte(s)) //nolint:gosec // G401: a name, not a protection
	return hex.EncodeToString(sum[:])
}

// hashOf is what SAM puts behind the logical id of something that has to be made anew when its
// content changes: the first digits of the hash of its canonical JSON, of a text as it is.
func hashOf(n *node) string {
	if isString(n) {
		return digest(n.Text)[:hashLength]
	}
	return digest(canonical(n))[:hashLength]
}

// canonical is JSON without space, with sorted keys and in ASCII.
func canonical(n *node) string {
	var b strings.Builder
	writeCanonical(&b, n)
	return b.String()
}

func writeCanonical(b *strings.Builder, n *node) {
	if n == nil {
		b.WriteString("null")
		return
	}
	switch n.Kind {
	case source.Null:
		b.WriteString("null")
	case source.Bool:
		b.WriteString(strconv.FormatBool(isTrue(n)))
	case source.Number:
		b.WriteString(numeral(n.Text))
	case source.String:
		writeASCII(b, n.Text)
	case source.List:
		b.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			writeCanonical(b, item)
		}
		b.WriteByte(']')
	case source.Map:
		b.WriteByte('{')
		for i, e := range sortedEntries(n) {
			if i > 0 {
				b.WriteByte(',')
			}
			writeASCII(b, e.key)
			b.WriteByte(':')
			writeCanonical(b, e.value)
		}
		b.WriteByte('}')
	}
}

// numeral is a number as JSON spells it.
func numeral(s string) string {
	if json.Valid([]byte(s)) {
		return s
	}
	plain := strings.ReplaceAll(strings.TrimPrefix(s, "+"), "_", "")
	if i, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return strconv.FormatInt(i, 10)
	}
	if f, err := strconv.ParseFloat(plain, 64); err == nil {
		if text, err := json.Marshal(f); err == nil {
			return string(text)
		}
	}
	return strconv.Quote(s)
}

func writeASCII(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\b':
			b.WriteString(`\b`)
		case r == '\f':
			b.WriteString(`\f`)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			writeEscape(b, high)
			writeEscape(b, low)
		case r < ' ' || r > '~':
			writeEscape(b, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

func writeEscape(b *strings.Builder, r rune) {
	digits := strconv.FormatInt(int64(r), 16)
	b.WriteString(`\u` + strings.Repeat("0", 4-len(digits)) + digits)
}
