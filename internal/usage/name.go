package usage

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Names of a deployment: what a template names is called so; the rest the platform calls by the stack, the logical id and
// something random: orders-prod-OrdersFunctionRole-1X2Y3Z4A5B6C. Long names are cut, each part by itself.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/resources-section-structure.html

// candidate is an element that a name may be of.
type candidate struct {
	id   string
	name model.Value // the name that the template gives; absent for none
}

// named is the only candidate that a name fits, or the one that it fits best; "" otherwise.
func named(name string, all []candidate) string {
	best, score, several := "", 0, false
	for _, c := range all {
		n := 0
		if c.name.IsAbsent() {
			n = generated(name, logical(c.id))
		} else {
			n = matches(partsOfName(c.name), name)
		}
		switch {
		case n > score:
			best, score, several = c.id, n, false
		case n == score && n > 0:
			several = true
		}
	}
	if several {
		return ""
	}
	return best
}

// logical is the name of an element in its template: the last part of its id.
func logical(id string) string {
	_, name, _ := strings.Cut(id, "#")
	return name[strings.LastIndexByte(name, '/')+1:]
}

// shortest is how much of a logical id is left of it at least where a name is cut.
const shortest = 10

// generated is how many characters of a logical id are in a name that the platform made of it; 0 if it was not made of it.
func generated(name, logical string) int {
	dash := strings.LastIndexByte(name, '-')
	if dash < 0 || !random(name[dash+1:]) {
		return 0
	}
	name, logical = strings.ToLower(name[:dash]), strings.ToLower(logical)
	start := strings.LastIndexByte(name, '-') + 1
	kept := name[start:]
	if kept != "" && start > 0 && strings.HasPrefix(logical, kept) && (len(kept) == len(logical) || len(kept) >= shortest) {
		return len(kept)
	}
	if start == 0 && kept == logical { // without a stack: of a secret
		return len(kept)
	}
	return 0
}

// random reports whether a text may be what the platform puts behind a name: 8 to 13 letters and digits.
func random(s string) bool {
	if len(s) < 6 || len(s) > 13 {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// part is a part of a shape: a text, anything, or a name that the platform made of a logical id.
type part struct {
	text    string
	logical string
	any     bool // within a part of an ARN
	wide    bool // beyond that
}

// partsOfName are the parts of a name that a template gives.
func partsOfName(name model.Value) []part {
	var out []part
	for _, v := range name.Parts() {
		if s, ok := v.Text(); ok {
			out = append(out, part{text: s})
		} else {
			out = append(out, part{any: true})
		}
	}
	return out
}

// partsOf are the parts of the ARN of an element.
func partsOf(arn model.Value, id string, name model.Value, kind string) []part {
	own := []part{{logical: logical(id)}}
	if !name.IsAbsent() {
		own = partsOfName(name)
	}
	if words := strings.Split(kind, "::"); arn.Target() == id && len(words) == 3 { // a reference alone: the platform says it
		service := strings.ToLower(words[1])
		if service == "stepfunctions" {
			service = "states"
		}
		return append([]part{{text: "arn:"}, {any: true}, {text: ":" + service + ":"}, {wide: true}, {text: ":"}}, own...)
	}
	var out []part
	for _, v := range arn.Parts() {
		s, known := v.Text()
		switch {
		case known:
			out = append(out, part{text: s})
		case v.Target() == id:
			out = append(out, own...)
		default:
			out = append(out, part{any: true})
		}
	}
	return out
}

// fit is how well an ARN is of the shape, or of something within it; 0 for not at all.
func fit(parts []part, arn string) int {
	if n := matches(parts, arn); n > 0 {
		return n
	}
	for i := len(arn) - 1; i > 0; i-- { // of something within it: an object, an index, a stream, a version
		if arn[i] == '/' || arn[i] == ':' || arn[i] == '-' && len(arn)-i == 7 { // six characters behind the name of a secret
			if n := matches(parts, arn[:i]); n > 0 {
				return n
			}
		}
	}
	return 0
}

// matches is how many characters of a text a pattern says, at least 1 where it fits and says something; 0 if it does not fit.
func matches(parts []part, text string) int {
	m := matcher{failed: map[[2]int]bool{}}
	score, ok := m.match(parts, text)
	if !ok {
		return 0
	}
	return score
}

// matcher remembers what did not fit, by the numbers of parts and characters that were left.
type matcher struct{ failed map[[2]int]bool }

func (m *matcher) match(parts []part, text string) (score int, ok bool) {
	if len(parts) == 0 {
		return 0, text == ""
	}
	p := parts[0]
	if !p.any && !p.wide && p.logical == "" {
		if !strings.HasPrefix(text, p.text) {
			return 0, false
		}
		n, ok := m.match(parts[1:], text[len(p.text):])
		return n + len(p.text), ok
	}
	left := [2]int{len(parts), len(text)}
	if m.failed[left] {
		return 0, false
	}
	for end := 0; end <= len(text); end++ {
		n := 0
		if p.logical != "" {
			if n = generated(text[:end], p.logical); n == 0 {
				continue
			}
		} else if !p.wide && end > 0 && (text[end-1] == ':' || text[end-1] == '/') {
			break
		}
		if more, ok := m.match(parts[1:], text[end:]); ok {
			return n + more, true
		}
	}
	m.failed[left] = true
	return 0, false
}
