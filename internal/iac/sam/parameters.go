package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// bindParameters finds the values of parameters: what was given, else the default.
func (t *transformer) bindParameters() {
	t.parameters = map[string]*node{}
	at := t.root
	if t.opts.Region != "" {
		t.parameters["AWS::Region"] = text(at, t.opts.Region)
		t.parameters["AWS::Partition"] = text(at, t.opts.Partition)
	}
	each(t.root.Get("Parameters"), func(name string, p *node) {
		if v := p.Get("Default"); v != nil {
			t.parameters[name] = v
		}
	})
	for name, v := range t.opts.Parameters {
		t.parameters[name] = text(at, v)
	}
	if !t.opts.Source {
		return
	}
	each(t.root.Get("Parameters"), func(name string, p *node) {
		if hidden, _ := p.Get("NoEcho").Scalar(); strings.EqualFold(hidden, "true") || strings.EqualFold(hidden, "yes") {
			delete(t.parameters, name)
		}
	})
}

// resolve copies a tree and puts in the values of parameters, in Ref and in Fn::Sub.
func (t *transformer) resolve(n *node) *node {
	if n == nil {
		return nil
	}
	t.spend(1, n)
	name, argument := intrinsic(n)
	switch name {
	case fnRef:
		if v, known := t.parameters[stringOf(argument)]; known {
			return t.placed(v, n)
		}
	case fnSub:
		return t.resolveSub(n, argument)
	}
	c := *n
	c.Items = make([]*node, len(n.Items))
	for i, item := range n.Items {
		c.Items[i] = t.resolve(item)
	}
	return &c
}

// resolveSub puts the values of parameters into the text of Fn::Sub.
func (t *transformer) resolveSub(n, argument *node) *node {
	template, own := argument, (*node)(nil)
	if isList(argument) && len(argument.Items) == 2 {
		template, own = argument.Items[0], argument.Items[1]
	}
	if !isString(template) {
		return n
	}
	s := replaceVariables(template.Text, func(name string) (string, bool) {
		if own.Get(name) != nil {
			return "", false
		}
		v, ok := t.parameters[name].Scalar()
		t.spend(len(v)/stepText, n)
		return v, ok
	})
	if own == nil {
		return object(n, fnSub, text(template, s))
	}
	return object(n, fnSub, list(argument, text(template, s), t.resolve(own)))
}

// lookUp evaluates Fn::FindInMap whose arguments are texts once parameters are put in.
func (t *transformer) lookUp(n *node) *node {
	name, argument := intrinsic(n)
	if name != fnFind {
		return n
	}
	argument = t.resolve(argument)
	if !isList(argument) || len(argument.Items) != 3 {
		t.fail(n, "the structure of the template is invalid: Fn::FindInMap takes a mapping and two keys")
		return n
	}
	found := t.root.Get("Mappings")
	for i, key := range argument.Items {
		text, ok := key.Scalar()
		if !ok {
			return n
		}
		if i > 0 && found != nil && !isMap(found) {
			t.fail(n, "the structure of the template is invalid: the mapping that Fn::FindInMap names is not a map of maps")
			return n
		}
		if found = found.Get(text); found == nil {
			return n
		}
	}
	return t.placed(found, n)
}

// known resolves parameters, and a look-up where the whole value is one.
func (t *transformer) known(n *node) *node {
	if n == nil {
		return nil
	}
	return t.lookUp(t.resolve(n))
}

// placed is placed, and counts.
func (t *transformer) placed(v, at *node) *node {
	t.spend(sizeOf(v, maxSteps), at)
	return placed(v, at)
}

// placed is a value where another node stands.
func placed(v, at *node) *node {
	c := clone(v)
	walk(c, func(n *node) {
		n.File, n.Start, n.End = at.File, at.Start, at.End
		if n.Kind == source.String {
			n.Style = source.Double
		}
	})
	return c
}
