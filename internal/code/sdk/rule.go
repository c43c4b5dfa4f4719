package sdk

import (
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// rule says which members of an input name a resource of a type: a row of data/targets.tsv.
type rule struct {
	of        catalogue.ResourceType
	container catalogue.ResourceType // whose element the first field names
	beside    bool                   // it is needed beside another one
	around    string                 // the placeholder of what it is in, where a target says so; "" for none
	within    catalogue.ResourceType // its type
	part      string
	fields    []field
}

// field is a placeholder of the ARN form with the members that fill it.
type field struct {
	placeholder string
	members     []string // paths; with a * at the end a beginning; "=text" a default, "=!" none is needed; from:member a statement; "!path" what needs no name
}

// rules are the rules by type, in their order, each with its place.
var rules = sync.OnceValue(func() map[catalogue.ResourceType]placed {
	out := map[catalogue.ResourceType]placed{}
	for i, row := range rows(targetTable) {
		of, ok := typeNamed(row[0])
		if !ok || len(row) < 4 {
			continue // a test says so
		}
		r := rule{of: of, container: of, beside: row[1] == "+", part: strings.Trim(row[2], "-")}
		if around, ok := strings.CutPrefix(row[1], "<"); ok {
			r.within, _ = typeNamed(around)
		} else if container, ok := typeNamed(row[1]); ok {
			r.container = container
		}
		for text := range strings.FieldsSeq(row[3]) {
			name, members, _ := strings.Cut(text, "=")
			f := field{placeholder: name}
			for m := range strings.SplitSeq(members, "|") {
				if m != "" {
					f.members = append(f.members, m)
				}
			}
			r.fields = append(r.fields, f)
		}
		if strings.HasPrefix(row[1], "<") && len(r.fields) > 1 {
			r.around = r.fields[1].placeholder
		}
		out[of] = placed{rule: r, place: i}
	}
	return out
})

type placed struct {
	rule  rule
	place int
}

// typeNamed finds a resource type by service and name.
func typeNamed(name string) (catalogue.ResourceType, bool) {
	prefix, kind, _ := strings.Cut(name, ":")
	service, ok := catalogue.LookupService(prefix)
	if !ok {
		return 0, false
	}
	return service.ResourceType(kind)
}

// rulesFor are the rules for the types that an action acts on, in the table's order.
func rulesFor(action catalogue.Action) []rule {
	var found []placed
	for _, use := range action.Resources() {
		if p, ok := rules()[use.Type]; ok {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b placed) int { return a.place - b.place })
	out := make([]rule, len(found))
	for i, p := range found {
		out[i] = p.rule
	}
	return out
}

// mentions reports whether a rule looks at a member.
func (r rule) mentions(member string) bool {
	for _, f := range r.fields {
		for _, m := range f.members {
			if strings.EqualFold(m, member) {
				return true
			}
		}
	}
	return false
}
