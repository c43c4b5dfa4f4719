package minimise

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// arrange puts statements into their order, by effect, action and resource, and names them.
func (m *minimiser) arrange(statements []Statement) {
	key := func(s *Statement) string {
		first := "~" // behind the letters
		if len(s.Actions) > 0 {
			first = s.Actions[0].String()
		}
		return string(s.Effect) + first + "\x00" + Value(&s.Statement).String()
	}
	slices.SortStableFunc(statements, func(a, b Statement) int { return strings.Compare(key(&a), key(&b)) })
	seen := map[string]bool{}
	for i := range statements {
		s := &statements[i]
		if s.IsHole() {
			continue
		}
		sid := s.Sid
		if m.Sids || sid != "" && seen[sid] {
			sid = sidOf(&s.Statement)
		}
		s.Sid = sid
		for n := 2; sid != "" && seen[s.Sid]; n++ {
			s.Sid = sid + strconv.Itoa(n)
		}
		seen[s.Sid] = true
	}
}

// sidOf names a statement by what it says, so that the same one has the same name in every run: what is done, with what
// service, to which one thing. Only letters and digits are taken (IAM User Guide, "IAM JSON policy elements: Sid").
func sidOf(s *policy.Statement) string {
	var b strings.Builder
	if s.Effect == model.Deny {
		b.WriteString("No")
	}
	if s.Actions == nil {
		b.WriteString("AllBut")
	}
	actions := append(slices.Clone(s.Actions), s.NotActions...)
	service, verb := "", ""
	level := catalogue.Level(0)
	for i, v := range actions {
		text, _ := v.Text()
		prefix, name, _ := strings.Cut(text, ":")
		if service != "" && service != prefix {
			prefix = "several"
		}
		service = prefix
		if verb = name; i > 0 {
			verb = ""
		}
		for a := range catalogue.Match(text) {
			level = max(level, a.Level())
		}
	}
	if verb == "" && s.Actions != nil {
		verb = level.String()
	}
	b.WriteString(word(service) + word(verb))
	if len(s.Resources) == 1 {
		b.WriteString(word(nameOf(s.Resources[0])))
	}
	for _, c := range s.Conditions {
		b.WriteString("When" + word(c.Key[strings.LastIndexAny(c.Key, ":/")+1:]))
	}
	return b.String()
}

// nameOf is the name of the element that a resource refers to, or the last part of what is written.
func nameOf(v model.Value) string {
	for _, p := range slices.Backward(v.Parts()) {
		if target := p.Target(); target != "" {
			return model.LocalName(target)
		}
	}
	text := v.String()
	if v.IsSecret() || strings.Contains(text, "${") {
		return ""
	}
	text = strings.TrimRight(text, "/*")
	return text[strings.LastIndexAny(text, ":/")+1:]
}

// longestWord bounds a part of a name.
const longestWord = 40

// word is a text as a word of a name: its letters and digits.
func word(text string) string {
	var b strings.Builder
	up := true
	for _, r := range text {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (r < '0' || r > '9') {
			up = true
			continue
		}
		if up && r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if up = false; b.Len() < longestWord {
			b.WriteRune(r)
		}
	}
	return b.String()
}
