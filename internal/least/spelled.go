package least

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Spelled is a text as a template writes it: plain, or a function of CloudFormation.
type Spelled struct {
	Function  string // "", "Ref", "GetAtt" or "Sub"
	Text      string // the text; of Ref and GetAtt the logical id
	Attribute string // of GetAtt
}

// Spell writes a value for the template of an element: references to what that template declares stay references. The
// reason says why it cannot be written there.
func (a *Audit) Spell(v model.Value, element string) (s Spelled, reason string) {
	prefix := prefixOf(element)
	var b strings.Builder
	holes := 0
	parts := v.Parts()
	for _, p := range parts {
		if text, known := p.Text(); known {
			b.WriteString(strings.ReplaceAll(text, "${", "${!"))
			continue
		}
		hole, why := a.hole(p, prefix)
		if why != "" {
			return Spelled{}, why
		}
		if len(parts) == 1 {
			return hole, ""
		}
		holes++
		b.WriteString("${" + hole.Text)
		if hole.Function == "GetAtt" {
			b.WriteString("." + hole.Attribute)
		}
		b.WriteString("}")
	}
	if holes == 0 {
		text, _ := v.Text()
		return Spelled{Text: text}, ""
	}
	return Spelled{Function: "Sub", Text: b.String()}, ""
}

// hole is a reference, or what is given at deployment.
func (a *Audit) hole(p model.Value, prefix string) (Spelled, string) {
	if ref, ok := p.Ref(); ok {
		local, inside := strings.CutPrefix(ref.Target, prefix)
		name, isGiven := strings.CutPrefix(ref.Attribute, "given ") // as an access.Ledger names it
		switch {
		case isGiven && ref.Target == "" && a.isInput(name, prefix):
			return Spelled{Function: "Ref", Text: name}, ""
		case ref.Target == "" && strings.HasPrefix(ref.Attribute, "AWS::"):
			return Spelled{Function: "Ref", Text: ref.Attribute}, ""
		case ref.Target == "" || !inside || strings.Contains(local, "/"):
			return Spelled{}, ref.String() + " is not declared in the same template"
		case ref.Attribute == "Ref" || ref.Attribute == "":
			return Spelled{Function: "Ref", Text: local}, ""
		}
		return Spelled{Function: "GetAtt", Text: local, Attribute: ref.Attribute}, ""
	}
	if cause, unknown := p.Cause(); unknown {
		if a.isInput(cause.Name, prefix) {
			return Spelled{Function: "Ref", Text: cause.Name}, ""
		}
		return Spelled{}, cause.Reason
	}
	return Spelled{}, "it is no text"
}

// isInput reports whether a template has a parameter of a name.
func (a *Audit) isInput(name, prefix string) bool {
	return slices.ContainsFunc(a.app.Inputs, func(in model.Input) bool { return in.Name == name && prefixOf(in.ID) == prefix })
}

// prefixOf is the part of an id before the logical id: the template, with the stacks that nest it.
func prefixOf(id string) string {
	if i := strings.LastIndexByte(id, '/'); i > strings.IndexByte(id, '#') {
		return id[:i+1]
	}
	return id[:strings.IndexByte(id, '#')+1]
}
