package sam

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

const (
	fnRef    = "Ref"
	fnGetAtt = "Fn::GetAtt"
	fnSub    = "Fn::Sub"
	fnIf     = "Fn::If"
	fnJoin   = "Fn::Join"
	fnFind   = "Fn::FindInMap"
)

func ref(at *node, id string) *node { return object(at, fnRef, id) }

func getAtt(at *node, id, attribute string) *node {
	return object(at, fnGetAtt, list(at, id, attribute))
}

func sub(at *node, s string) *node { return object(at, fnSub, s) }

// subWith is Fn::Sub with variables: names and values in turn.
func subWith(at *node, s string, variables ...any) *node {
	return object(at, fnSub, list(at, s, object(at, variables...)))
}

func ifElse(at *node, condition string, then, otherwise *node) *node {
	return object(at, fnIf, list(at, condition, then, otherwise))
}

func noValue(at *node) *node { return ref(at, "AWS::NoValue") }

// intrinsic is the function that a node calls and its argument; "" when it calls none.
func intrinsic(n *node) (name string, argument *node) {
	if !isMap(n) || len(n.Keys) != 1 {
		return "", nil
	}
	name = n.Keys[0].Text
	if name == fnRef || name == "Condition" || strings.HasPrefix(name, "Fn::") {
		return name, n.Items[0]
	}
	return "", nil
}

func isIntrinsic(n *node) bool {
	name, _ := intrinsic(n)
	return name != ""
}

func isNoValue(n *node) bool {
	name, argument := intrinsic(n)
	return name == fnRef && stringOf(argument) == "AWS::NoValue"
}

// refTo is the logical id that a node refers to as a whole, else "".
func refTo(n *node) string {
	if name, argument := intrinsic(n); name == fnRef {
		return stringOf(argument)
	}
	return ""
}

// branches are the condition and the two values of Fn::If.
func branches(n *node) (condition string, then, otherwise *node, ok bool) {
	name, argument := intrinsic(n)
	if name != fnIf || !isList(argument) || len(argument.Items) != 3 {
		return "", nil, nil, false
	}
	return stringOf(argument.Items[0]), argument.Items[1], argument.Items[2], true
}

// longForm copies a tree and writes every short form of a function (!Ref) in full.
func longForm(n *node) *node {
	if n == nil {
		return nil
	}
	c := *n
	c.Keys, c.Items = make([]*node, len(n.Keys)), make([]*node, len(n.Items))
	c.Alias = false
	copy(c.Keys, n.Keys)
	for i, item := range n.Items {
		c.Items[i] = longForm(item)
	}
	tag := strings.TrimPrefix(n.Tag, "!")
	c.Tag = ""
	if tag == "" {
		return &c
	}
	name := "Fn::" + tag
	if tag == "Ref" || tag == "Condition" {
		name = tag
	}
	argument := &c
	if name == fnGetAtt && c.Kind == source.String {
		if id, attribute, dotted := strings.Cut(c.Text, "."); dotted {
			argument = list(n, id, attribute)
		}
	}
	return object(n, name, argument)
}

// walk visits every node of a tree, parents first.
func walk(n *node, visit func(*node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, item := range n.Items {
		walk(item, visit)
	}
}

// replaceVariables rewrites the ${names} of a text; ${!literal} stays.
func replaceVariables(s string, rename func(name string) (string, bool)) string {
	var out strings.Builder
	for {
		start := strings.Index(s, "${")
		if start < 0 {
			break
		}
		end := strings.IndexByte(s[start:], '}')
		if end < 0 {
			break
		}
		name := s[start+2 : start+end]
		out.WriteString(s[:start])
		if other, ok := rename(name); ok {
			out.WriteString(other)
		} else {
			out.WriteString(s[start : start+end+1])
		}
		s = s[start+end+1:]
	}
	out.WriteString(s)
	return out.String()
}
