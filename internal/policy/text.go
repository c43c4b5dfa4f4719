package policy

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Texts are compiled to strings in which these bytes have a meaning. A policy cannot have them (they
// are control characters); in what comes from outside they are replaced.
const (
	holeByte = '\x00' // hole, name, hole: what is not known; the name is "" when it is like nothing else
	anyByte  = '\x01' // the wildcard *
	oneByte  = '\x02' // the wildcard ?
)

// meanings are the bytes that have a meaning.
const meanings = "\x00\x01\x02"

// plain is text in which no byte has a meaning.
func plain(text string) string {
	if !strings.ContainsAny(text, meanings) {
		return text
	}
	return strings.NewReplacer("\x00", "\ufffd", "\x01", "\ufffd", "\x02", "\ufffd").Replace(text)
}

// wild is text in which the wildcards have their meaning.
func wild(text string) string {
	if !strings.ContainsAny(text, "*?") {
		return text
	}
	return strings.NewReplacer("*", string(rune(anyByte)), "?", string(rune(oneByte))).Replace(text)
}

// hole is the compiled form of what is not known. References to the same attribute of the same
// element are the same text, whatever it is; unknowns are like nothing else.
func hole(v model.Value) string {
	if ref, ok := v.Ref(); ok {
		return "\x00" + plain(ref.Target+"|"+ref.Attribute) + "\x00"
	}
	return "\x00\x00"
}

// maxOptions is how many texts are tried where unknowns with options stand in one text; beyond it
// they are taken to be anything, which can make an answer Maybe but never wrong.
const maxOptions = 64

// spellings are all texts that a value may be, as plain texts with holes. Most values have one. An
// option that is a list stands for several texts at once: each spelling is therefore a list.
func spellings(v model.Value) [][]string {
	switch v.Kind() {
	case model.Absent, model.Null:
		return [][]string{{}}
	case model.String, model.Number, model.Bool:
		text, _ := v.Text()
		return [][]string{{plain(text)}}
	case model.List:
		return listSpellings(v)
	case model.Unknown:
		return optionSpellings(v)
	case model.Template:
		return templateSpellings(v)
	case model.Reference, model.Map:
	}
	return [][]string{{hole(v)}}
}

// optionSpellings are the spellings of all options of an unknown.
func optionSpellings(v model.Value) [][]string {
	options := v.Options()
	if len(options) == 0 || len(options) > maxOptions {
		return [][]string{{hole(v)}}
	}
	var out [][]string
	for _, option := range options {
		out = append(out, spellings(option)...)
	}
	if len(out) > maxOptions {
		return [][]string{{hole(v)}}
	}
	return out
}

// listSpellings are all combinations of the spellings of the items.
func listSpellings(v model.Value) [][]string {
	out := [][]string{{}}
	for _, item := range v.Items() {
		choices := spellings(item)
		if len(out)*len(choices) > maxOptions {
			choices = [][]string{{hole(model.Value{})}}
		}
		next := make([][]string, 0, len(out)*len(choices))
		for _, head := range out {
			for _, choice := range choices {
				next = append(next, append(slices.Clip(head), choice...))
			}
		}
		out = next
	}
	return out
}

// templateSpellings are all combinations of the spellings of the parts.
func templateSpellings(v model.Value) [][]string {
	out := []string{""}
	for _, part := range v.Parts() {
		choices := partSpellings(part)
		if len(out)*len(choices) > maxOptions {
			choices = []string{hole(part)}
		}
		next := make([]string, 0, len(out)*len(choices))
		for _, head := range out {
			for _, choice := range choices {
				next = append(next, head+choice)
			}
		}
		out = next
	}
	all := make([][]string, len(out))
	for i, text := range out {
		all[i] = []string{text}
	}
	return all
}

// partSpellings are the texts that a part of a template may be; an option that is not one text is
// taken to be anything.
func partSpellings(part model.Value) []string {
	choices := spellings(part)
	out := make([]string, len(choices))
	for i, choice := range choices {
		if len(choice) != 1 {
			return []string{hole(part)}
		}
		out[i] = choice[0]
	}
	return out
}
