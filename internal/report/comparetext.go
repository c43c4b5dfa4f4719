package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// relationWords are what a new set is to an old one, in words.
var relationWords = map[compare.Relation]string{
	compare.Equal:        "both allow the same",
	compare.Narrower:     "the new one allows less, and nothing that the old one does not",
	compare.Wider:        "the new one allows all that the old one does, and more",
	compare.Incomparable: "each allows something that the other does not",
	compare.Unknown:      "it cannot be told",
}

// CompareText shows a comparison to a person.
func CompareText(w io.Writer, c Comparison, style Style) error {
	t := textReport{opts: TextOptions{Style: style}}
	t.hanging(style.bold(string(c.Result.Relation))+": ", relationWords[c.Result.Relation], "")
	t.hanging(style.faint("old  "), style.faint(Clean(c.Old.Name)), "")
	t.hanging(style.faint("new  "), style.faint(Clean(c.New.Name)), "")
	named := false
	for _, d := range []struct {
		title          string
		answer         compare.Answer
		allows, denies Operand
	}{
		{"New alone", c.Result.NewInOld, c.New, c.Old},
		{"Old alone", c.Result.OldInNew, c.Old, c.New},
	} {
		t.line("")
		t.line(style.bold(d.title))
		view := direction(d.answer, d.allows, d.denies)
		for _, line := range view.lines(d.allows, d.denies) {
			named = named || strings.Contains(line, policy.WitnessName)
			text := strings.TrimLeft(line, " ")
			t.hanging(strings.Repeat(" ", 2+len(line)-len(text)), Clean(text), "")
		}
	}
	t.line("")
	if named {
		t.line(style.faint(policy.WitnessName + " stands for any name that nobody gives."))
	}
	t.styled(0, "Actions that are known: those of the catalogue of "+c.Result.Catalogue+".", "", style.faint)
	_, err := io.WriteString(w, t.out.String())
	return err
}

// lines say in words what one side allows and the other does not.
func (d compareDirection) lines(allows, denies Operand) []string {
	switch d.Difference {
	case DifferenceNone:
		return []string{"allows nothing that the other does not (proved)"}
	case DifferenceSome:
		return d.Witness.lines(allows, denies)
	case DifferenceUnknown:
	}
	lines := []string{"may allow something that the other does not:"}
	for _, r := range d.Because {
		lines = append(lines, "  "+r.Reason+behind(r.File, r.Line))
	}
	return lines
}

func behind(file string, line int) string {
	at := model.Location{File: file, Line: line}
	if at.IsZero() {
		return ""
	}
	return "  " + at.String()
}

func (w *compareWitness) lines(allows, denies Operand) []string {
	what := "allows " + w.Action
	if !w.Known {
		what = "allows actions that the catalogue does not have, such as " + w.Action
	}
	lines := []string{what + " on " + w.Resource}
	for _, c := range w.circumstances() {
		lines = append(lines, "  "+c)
	}
	if w.Allowed != nil {
		lines = append(lines, "  allowed by "+w.Allowed.name(allows))
	}
	if w.Denied == nil {
		return append(lines, "  no statement of the other allows it")
	}
	return append(lines, "  the other denies it by "+w.Denied.name(denies))
}

// circumstances are what else a request says, and what is supposed.
func (w *compareWitness) circumstances() []string {
	var out []string
	for _, k := range w.Context {
		switch {
		case k.List && len(k.Values) == 0:
			out = append(out, "where "+k.Key+" has no values")
		case k.List:
			out = append(out, "where the values of "+k.Key+" are "+strings.Join(k.Values, ", "))
		case k.Values[0] == "":
			out = append(out, "where "+k.Key+" is empty")
		default:
			out = append(out, "where "+k.Key+" is "+k.Values[0])
		}
	}
	for _, key := range w.Without {
		out = append(out, "without "+key)
	}
	for _, s := range w.Supposing {
		out = append(out, "supposing "+s)
	}
	for _, s := range w.Unless {
		out = append(out, "unless "+strings.TrimPrefix(s, "that "))
	}
	return out
}

// name says which statement of an operand that is.
func (s *compareStatement) name(of Operand) string {
	text := fmt.Sprintf("statement %d", s.Statement+1)
	if s.Sid != "" {
		text = s.Sid
	}
	if s.Boundary {
		text += " of the boundary"
	}
	if s.Policy != "" {
		text += " of " + s.Policy
	}
	if s.File == "" && of.Name != "" {
		return text + " of " + of.Name
	}
	return text + behind(s.File, s.Line)
}
