package eval

import (
	"reflect"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// settings is a library of Go that fills a struct from environment variables, which the tags of the fields name.
type settings struct {
	module, key, fallback string // the beginning of its path; the key of the tag with the name; that of the default
	spelled               bool   // without a tag the name of the field is the variable's
}

var environments = []settings{
	{"github.com/kelseyhightower/envconfig", "envconfig", "default", true},
	{"github.com/vrischmann/envconfig", "envconfig", "default", true},
	{"github.com/sethvargo/go-envconfig", "env", "", false},
	{"github.com/caarlos0/env", "env", "envDefault", false},
	{"github.com/joeshaw/envdecode", "env", "", false},
	{"github.com/ilyakaznacheev/cleanenv", "env", "env-default", false},
	{"github.com/codingconcepts/env", "env", "default", false},
	{"github.com/Netflix/go-env", "env", "", false},
	{"github.com/jessevdk/go-flags", "env", "default", false},
}

// fromEnvironment fills a struct that such a library was handed.
func (ev *evaluator) fromEnvironment(r *ref, module string, args []argument) bool {
	if ev.read(r).class == nil {
		return false
	}
	for _, l := range environments {
		if module != l.module && !strings.HasPrefix(module, l.module+"/") {
			continue
		}
		prefix := ""
		if p, ok := term.KnownText(args[0].value); ok && l.spelled && p != "" {
			prefix = strings.ToUpper(p) + "_"
		}
		ev.settings(r, l, prefix, 0)
		return true
	}
	return false
}

// settings fills the fields of a struct, and of those in it.
func (ev *evaluator) settings(r *ref, l settings, prefix string, depth int) {
	for i := range ev.read(r).class.class.Fields {
		f := &ev.read(r).class.class.Fields[i]
		tag := reflect.StructTag(f.Tag)
		name, _, _ := strings.Cut(tag.Get(l.key), ",")
		if inner := ev.structIn(r, f); inner != nil && name == "" && depth < 4 {
			below := prefix + tag.Get("envPrefix")
			if l.spelled && !f.Embedded {
				below = prefix + strings.ToUpper(l.variable(f.Name, tag)) + "_"
			}
			ev.settings(inner, l, below, depth+1)
			continue
		}
		if name = l.variable(f.Name, tag); name == "" {
			continue
		}
		var without term.Value
		if text := l.without(tag); text != "" {
			without = ev.Text(text)
		}
		if l.spelled && prefix != "" && tag.Get(l.key) != "" { // the name alone is tried next
			without = ev.Environment(strings.ToUpper(name), without)
		}
		ev.put(ev.write(r), f.Name, ev.Environment(strings.ToUpper(prefix+name), without))
	}
}

// structIn is the struct of the application that a field holds, nil for none.
func (ev *evaluator) structIn(r *ref, f *ir.Field) *ref {
	held := ev.read(r)
	if held.fields[f.Name] == nil && f.Type != nil {
		ev.inside(held.class.scope, func() {
			if zero, ok := ev.zero(f.Type).(*ref); ok && ev.read(zero).class != nil {
				ev.put(ev.write(r), f.Name, zero)
			}
		})
	}
	if inner, ok := ev.read(r).fields[f.Name].(*ref); ok && ev.read(inner).class != nil {
		return inner
	}
	return nil
}

// variable is the name of a field's environment variable without what stands before all of them.
func (l settings) variable(field string, tag reflect.StructTag) string {
	name, _, _ := strings.Cut(tag.Get(l.key), ",")
	switch {
	case name != "" || !l.spelled:
		return name
	case tag.Get("split_words") == "true":
		return snake(field)
	}
	return field
}

// without is what a field holds when its variable is not set.
func (l settings) without(tag reflect.StructTag) string {
	if l.fallback != "" {
		return tag.Get(l.fallback)
	}
	for option := range strings.SplitSeq(tag.Get(l.key), ",") {
		if text, ok := strings.CutPrefix(strings.TrimSpace(option), "default="); ok {
			return text
		}
	}
	return ""
}

// snake is a field's name as the words of a variable's: TableName is TABLE_NAME, QueueURL is QUEUE_URL.
func snake(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, c := range rs {
		if i > 0 && unicode.IsUpper(c) && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(c))
	}
	return b.String()
}
