package sdk

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// name is what code calls something by: text, with holes where it is not known.
type name struct {
	parts []part
	why   string         // of a name of which nothing is known
	at    model.Location // what would have to change to make it known
}

// part is a part of a name.
type part struct {
	value model.Value // text, or a hole as the infrastructure code has it: a Reference, an Unknown with its name
	from  origin
	why   string // of what is not known why, of what the caller chooses which part of the event
}

// origin is where a part of a name comes from.
type origin uint8

// The origins.
const (
	written  origin = iota // in the code or the infrastructure code
	declared               // a hole of the infrastructure code
	chosen                 // by who sends the event
	lost                   // not known
)

func textName(s string) name {
	return name{parts: []part{{value: model.NewString(s, model.Location{})}}}.merged()
}

func lostName(why string, at model.Location) name {
	return name{parts: []part{{value: model.NewUnknown(model.Cause{Reason: why, At: at}, at), from: lost, why: why}}, at: at}
}

// ofValue is the name that a value of the infrastructure code is.
func ofValue(v model.Value) name {
	n := name{at: v.At}
	for _, p := range v.Parts() {
		switch {
		case p.IsSecret():
			return lostName("it is a secret", v.At)
		case p.Kind() == model.Reference:
			n.parts = append(n.parts, part{value: p, from: declared})
		case p.Kind() == model.Unknown:
			cause, _ := p.Cause()
			if cause.Name == "" || cause.Made {
				n.parts = append(n.parts, part{value: p, from: lost, why: cause.Reason})
			} else {
				n.parts = append(n.parts, part{value: p, from: declared, why: cause.Reason})
			}
		default:
			n.parts = append(n.parts, part{value: p})
		}
	}
	if len(n.parts) == 0 {
		return lostName("it is a "+v.Kind().String(), v.At)
	}
	return n.merged()
}

// merged is the name with adjacent text put together.
func (n name) merged() name {
	out := name{why: n.why, at: n.at}
	for _, p := range n.parts {
		text, known := p.value.Text()
		if last := len(out.parts) - 1; known && last >= 0 {
			if before, ok := out.parts[last].value.Text(); ok {
				out.parts[last].value = model.NewString(before+text, p.value.At)
				continue
			}
		}
		if !known || text != "" {
			out.parts = append(out.parts, p)
		}
	}
	return out
}

func (n name) plus(m name) name {
	at := n.at
	if at.IsZero() {
		at = m.at
	}
	return name{parts: append(append([]part(nil), n.parts...), m.parts...), at: at}.merged()
}

// fixed reports whether the name is text without holes.
func (n name) fixed() bool {
	for _, p := range n.parts {
		if _, known := p.value.Text(); !known {
			return false
		}
	}
	return true
}

// known is the text with which the name begins.
func (n name) known() string {
	if len(n.parts) > 0 {
		text, _ := n.parts[0].value.Text()
		return text
	}
	return ""
}

// all is the text of the name, holes left out.
func (n name) all() string {
	var b strings.Builder
	for _, p := range n.parts {
		text, _ := p.value.Text()
		b.WriteString(text)
	}
	return b.String()
}

// size is about how long the name is.
func (n name) size() int {
	size := len(n.parts)
	for _, p := range n.parts {
		text, _ := p.value.Text()
		size += len(text)
	}
	return size
}

// hole is the one hole that the name is.
func (n name) hole() (part, bool) {
	if len(n.parts) != 1 {
		return part{}, false
	}
	_, known := n.parts[0].value.Text()
	return n.parts[0], !known
}

// has reports whether a part of the name comes from somewhere.
func (n name) has(o origin) (part, bool) {
	for _, p := range n.parts {
		if p.from == o {
			return p, true
		}
	}
	return part{}, false
}

// pattern is the name as a literal target has it: holes are *.
func (n name) pattern() string {
	var b strings.Builder
	star := false
	for _, p := range n.parts {
		text, known := p.value.Text()
		if !known {
			if !star {
				b.WriteByte('*')
			}
			star = true
			continue
		}
		star = false
		b.WriteString(text)
	}
	return b.String()
}

// values are the parts as policies write them: what only the code or the caller knows is *.
func (n name) values() []model.Value {
	var out []model.Value
	star := false
	for _, p := range n.parts {
		if p.from == chosen || p.from == lost {
			if !star {
				out = append(out, model.NewString("*", model.Location{}))
			}
			star = true
			continue
		}
		star = false
		out = append(out, p.value)
	}
	return out
}

// cut is what stands before and behind the first separator in the text of the name.
func (n name) cut(separator string) (before, after name, found bool) {
	for i, p := range n.parts {
		text, known := p.value.Text()
		if !known {
			continue
		}
		if left, right, ok := strings.Cut(text, separator); ok {
			before = name{parts: append(append([]part(nil), n.parts[:i]...), part{value: model.NewString(left, p.value.At)}), at: n.at}
			after = name{parts: append([]part{{value: model.NewString(right, p.value.At)}}, n.parts[i+1:]...), at: n.at}
			return before.merged(), after.merged(), true
		}
	}
	return n, name{at: n.at}, false
}

// cutLast is what stands before and behind the last separator in the text of the name.
func (n name) cutLast(separator string) (before, after name, found bool) {
	for i, p := range slices.Backward(n.parts) {
		text, known := p.value.Text()
		at := strings.LastIndex(text, separator)
		if !known || at < 0 {
			continue
		}
		before = name{parts: append(append([]part(nil), n.parts[:i]...), part{value: model.NewString(text[:at], n.at)}), at: n.at}
		after = name{parts: append([]part{{value: model.NewString(text[at+len(separator):], n.at)}}, n.parts[i+1:]...), at: n.at}
		return before.merged(), after.merged(), true
	}
	return n, name{at: n.at}, false
}

// trim is the name without text that it begins with.
func (n name) trim(prefix string) (name, bool) {
	text := n.known()
	if !strings.HasPrefix(text, prefix) {
		return n, false
	}
	rest := name{parts: append([]part{{value: model.NewString(text[len(prefix):], n.at)}}, n.parts[min(1, len(n.parts)):]...), at: n.at, why: n.why}
	return rest.merged(), true
}

// mayBegin reports whether the name may begin with a text in lower case, whatever its holes are. What the platform fills
// in has no slash.
func (n name) mayBegin(want string) bool {
	if want == "" {
		return true
	}
	if len(n.parts) == 0 {
		return false
	}
	rest := name{parts: n.parts[1:]}
	if text, known := n.parts[0].value.Text(); known {
		text = strings.ToLower(strings.TrimLeft(text, " \t\r\n("))
		if len(text) >= len(want) {
			return strings.HasPrefix(text, want)
		}
		return strings.HasPrefix(want, text) && rest.mayBegin(want[len(text):])
	}
	ref, isRef := n.parts[0].value.Ref()
	if !isRef || ref.Target != "" {
		return true
	}
	for i := range len(want) {
		if rest.mayBegin(want[i:]) {
			return true
		}
		if want[i] == '/' {
			return false
		}
	}
	return true
}
