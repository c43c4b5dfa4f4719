package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// renameReferences lets references follow what they refer to: layers to their hashed ids, and
// Function.Alias to the id of the alias.
func (t *transformer) renameReferences() {
	if len(t.renamed) == 0 && len(t.properties) == 0 {
		return
	}
	for _, section := range []string{"Resources", "Outputs", "Conditions"} {
		walk(t.root.Get(section), t.renameIn)
	}
	each(t.resources, func(_ string, r *node) {
		depends := r.Get("DependsOn")
		if isString(depends) {
			if id, ok := t.renamed[depends.Text]; ok {
				set(r, "DependsOn", text(depends, id))
			}
		}
		if isList(depends) {
			l := made(depends, source.List)
			for _, d := range depends.Items {
				if id, ok := t.renamed[stringOf(d)]; ok {
					d = text(d, id)
				}
				l.Items = append(l.Items, d)
			}
			set(r, "DependsOn", l)
		}
	})
}

func (t *transformer) renameIn(n *node) {
	name, argument := intrinsic(n)
	switch {
	case name == fnRef && isString(argument):
		if id, ok := t.newName(argument.Text); ok {
			n.Items[0] = text(argument, id)
		}
	case name == fnGetAtt && isList(argument) && len(argument.Items) >= 2:
		t.renameAttribute(n, argument)
	case name == fnSub && isString(argument):
		n.Items[0] = t.renameText(argument, nil)
	case name == fnSub && isList(argument) && len(argument.Items) > 0 && isString(argument.Items[0]):
		l := *argument
		l.Items = append([]*node(nil), argument.Items...)
		var own *node
		if len(l.Items) > 1 {
			own = l.Items[1]
		}
		l.Items[0] = t.renameText(l.Items[0], own)
		n.Items[0] = &l
	}
}

// newName is what Ref has to name instead.
func (t *transformer) newName(name string) (string, bool) {
	if id, ok := t.renamed[name]; ok {
		return id, true
	}
	owner, property, dotted := strings.Cut(name, ".")
	if id, ok := t.properties[owner][property]; dotted && ok {
		return id, true
	}
	return "", false
}

// renameAttribute rewrites GetAtt of a layer, or of Function.Alias and what follows.
func (t *transformer) renameAttribute(n, argument *node) {
	var parts []string
	for _, item := range argument.Items {
		if !isString(item) {
			return
		}
		parts = append(parts, strings.Split(item.Text, ".")...)
	}
	if id, ok := t.renamed[parts[0]]; ok {
		n.Items[0] = list(argument, id, strings.Join(parts[1:], "."))
		return
	}
	if id, ok := t.properties[parts[0]][parts[1]]; ok && len(parts) > 2 {
		n.Items[0] = list(argument, id, strings.Join(parts[2:], "."))
	}
}

func (t *transformer) renameText(n, own *node) *node {
	s := replaceVariables(n.Text, func(name string) (string, bool) {
		if own.Get(name) != nil {
			return "", false
		}
		parts := strings.Split(name, ".")
		if id, ok := t.renamed[parts[0]]; ok {
			t.spend(len(id)/stepText, n)
			return "${" + strings.Join(append([]string{id}, parts[1:]...), ".") + "}", true
		}
		if len(parts) > 1 {
			if id, ok := t.properties[parts[0]][parts[1]]; ok {
				t.spend(len(id)/stepText, n)
				return "${" + strings.Join(append([]string{id}, parts[2:]...), ".") + "}", true
			}
		}
		return "", false
	})
	if s == n.Text {
		return n
	}
	return text(n, s)
}
