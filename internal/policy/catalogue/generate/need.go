package main

import (
	"fmt"
	"slices"
	"strings"
)

// The tests a condition makes, numbered as the catalogue does.
const (
	testPresent = iota + 1
	testEquals
	testBegins
	testContains
	testProperty
)

// The kinds of targets, numbered as the catalogue does.
const (
	targetOwn = iota
	targetParameter
	targetRelated
)

// properties are the properties of resources that a row may depend on, and relations the resources beside the
// operation's own that a row may name. docs/catalogue.md says what each means.
var (
	properties = []string{"customer-key", "source-customer-key", "source-tagged", "task-roles", "catalogue-tables", "result-location", "dns"}
	relations  = []string{"key", "source-key", "task-role", "catalogue-table", "table-data", "result-location", "hosted-zone", "any"}
)

// condition is one term of a row's when cell.
type condition struct {
	negated     bool
	test        int
	name, value string
}

// need is one action that an operation needs.
type need struct {
	action   int
	when     []condition
	target   int
	relation string
}

// parseWhen reads a when cell: terms joined by " & ".
//
//	Param         the parameter is given       Param=value  it has the value
//	Param^=text   it begins with the text      Param~=text  it contains the text (both whatever the case)
//	@property     the resource has the property
//	!term         the term does not hold
func parseWhen(cell string) ([]condition, error) {
	if cell == "-" {
		return nil, nil
	}
	var out []condition
	for term := range strings.SplitSeq(cell, " & ") {
		c, err := parseTerm(term)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func parseTerm(term string) (condition, error) {
	term, negated := strings.CutPrefix(term, "!")
	c := condition{negated: negated, test: testPresent, name: term}
	if name, ok := strings.CutPrefix(term, "@"); ok {
		if !slices.Contains(properties, name) {
			return condition{}, fmt.Errorf("unknown property %s", term)
		}
		c.test, c.name = testProperty, name
		return c, nil
	}
	for _, op := range []struct {
		mark string
		test int
	}{{"^=", testBegins}, {"~=", testContains}, {"=", testEquals}} {
		if name, value, ok := strings.Cut(term, op.mark); ok {
			c.test, c.name, c.value = op.test, name, value
			break
		}
	}
	return c, nil
}

// parseTarget reads an on cell: "-" for the operation's own resource, @relation, or the parameter that names it.
func parseTarget(cell string) (kind int, name string, err error) {
	if cell == "-" {
		return targetOwn, "", nil
	}
	if name, ok := strings.CutPrefix(cell, "@"); ok {
		if !slices.Contains(relations, name) {
			return 0, "", fmt.Errorf("unknown relation %s", cell)
		}
		return targetRelated, name, nil
	}
	return targetParameter, cell, nil
}

// parameters lists the parameters that a need speaks of.
func (n need) parameters() []string {
	var out []string
	for _, c := range n.when {
		if c.test != testProperty {
			out = append(out, c.name)
		}
	}
	if n.target == targetParameter {
		out = append(out, n.relation)
	}
	return out
}
