package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// tableOf is the table that a statement of PartiQL is about: what stands behind FROM, INTO or UPDATE, in double quotes or
// not (Amazon DynamoDB Developer Guide, "PartiQL statements for DynamoDB").
func tableOf(statement name) name {
	for i, p := range statement.parts {
		text, known := p.value.Text()
		if !known {
			continue
		}
		upper := strings.ToUpper(text)
		if len(upper) != len(text) {
			continue // letters of another length in capitals: places would not agree
		}
		for _, word := range []string{"FROM", "INTO", "UPDATE"} {
			at := wordIn(upper, word)
			if at < 0 {
				continue
			}
			rest := name{parts: append([]part{{value: model.NewString(strings.TrimLeft(text[at+len(word):], " \t\r\n"), p.value.At)}}, statement.parts[i+1:]...), at: statement.at}.merged()
			if quoted, ok := rest.trim(`"`); ok {
				table, _, _ := quoted.cut(`"`)
				return table
			}
			for _, end := range []string{" ", "\n", "\t", "."} {
				rest, _, _ = rest.cut(end)
			}
			return rest
		}
	}
	return lostName("the table of the statement is not known", statement.at)
}

// wordIn is where a word stands in a text, between spaces; -1 for nowhere.
func wordIn(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		at := from + i
		end := at + len(word)
		before := at == 0 || strings.ContainsRune(" \t\r\n(", rune(text[at-1]))
		after := end == len(text) || strings.ContainsRune(" \t\r\n", rune(text[end]))
		if before && after {
			return at
		}
		from = end
	}
}
