package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/impact"
	"github.com/sconce-dev/sconce/internal/model"
)

// ExplainSchema names the version of the explain document.
const ExplainSchema = "sconce.explain/v1"

// Explained is a finding in its application, with what it means there.
type Explained struct {
	App     *model.App
	Finding finding.Finding
	Rule    *check.Rule
	Impact  impact.Impact
}

// mostExplained is how many findings of a rule are explained at once.
const mostExplained = 3

// ExplainText tells a person what findings mean: how somebody gets there, what lies within reach, why it
// matters and what to do.
func ExplainText(w io.Writer, list []Explained, style Style) error {
	t := textReport{opts: TextOptions{Style: style}}
	for i, e := range list[:min(len(list), mostExplained)] {
		if i > 0 {
			t.line("")
		}
		t.explain(e)
	}
	if n := len(list) - mostExplained; n > 0 {
		t.line("")
		t.entry(0, fmt.Sprintf("And %s of this kind: sconce explain FILE:LINE takes one of them.", count(n, "more finding")), "")
	}
	_, err := io.WriteString(w, t.out.String())
	return err
}

func (t *textReport) explain(e Explained) {
	f := e.Finding
	t.line(t.opts.bold(f.Rule) + "  " + strings.TrimRight(t.opts.severity(f.Severity), " ") + "  " + t.opts.place(f.At.String()))
	t.entry(0, Clean(sentence(f.Message)), "")
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		t.line("")
		t.line(t.opts.bold(title))
		for _, l := range lines {
			t.entry(2, Clean(l), "")
		}
	}
	for _, fact := range f.Evidence {
		t.styled(2, Clean(fact.Text), t.opts.place(fact.At.String()), t.opts.faint)
	}
	section("How somebody gets there", arrivals(e))
	if len(f.Trace) > 0 {
		t.line("")
		t.line(t.opts.bold("The way, step by step"))
		t.steps(2, f.Trace)
	}
	section("What lies within reach", within(e))
	section("What that means", []string{e.Rule.Why})
	section("What to do", []string{e.Rule.Remedy})
	section("Read on", e.Rule.References)
}

// sentence makes a sentence of a clause. One that begins with a name stays as it is: body.sku is not Body.sku.
func sentence(clause string) string {
	if clause == "" {
		return ""
	}
	if first, _, _ := strings.Cut(clause, " "); strings.ContainsAny(first, "._/") {
		return clause + "."
	}
	return strings.ToUpper(clause[:1]) + clause[1:] + "."
}

// arrivals are the ways to a finding, a line each.
func arrivals(e Explained) []string {
	var out []string
	for _, way := range e.Impact.Ways {
		who := "A caller who is identified"
		if way.Anybody {
			who = "Anybody on the internet"
		}
		parts := []string{who}
		for _, step := range way.Steps {
			parts = append(parts, strings.TrimSpace(moving[step.Kind]+" "+placeName(e.App, step.To)))
		}
		out = append(out, strings.Join(parts, " -> "))
	}
	for _, trigger := range e.Impact.Starts {
		out = append(out, "From inside: it runs on "+triggerText(e.App, trigger))
	}
	if len(out) == 0 {
		out = append(out, "No way from the internet is known: it takes somebody who is in the account already, or another weakness.")
	}
	return slices.Compact(out)
}

// placeName names an element on a way: a route by method and path, a resource with what it is.
func placeName(app *model.App, id string) string {
	for i := range app.Routes {
		r := &app.Routes[i]
		if r.ID != id {
			continue
		}
		if r.Protocol == "url" {
			return "its URL"
		}
		return strings.TrimSpace(r.Method + " " + r.Path)
	}
	if r, ok := app.Resource(id); ok {
		return resourceName(app, r)
	}
	return model.LocalName(id)
}

// resourceName names a resource with what it is and the class of its data.
func resourceName(app *model.App, r *model.Resource) string {
	name := model.LocalName(r.ID)
	if r.Kind != model.KindOther {
		name = strings.ReplaceAll(string(r.Kind), "-", " ") + " " + name
	}
	if class, _ := check.ClassOf(app, r.Properties); class.Name != "" {
		name += " (" + class.Name + " data)"
	}
	return name
}

// moving says what a step of a way does; to run something needs no word.
var moving = map[model.EdgeKind]string{
	model.EdgeReads: "reads", model.EdgeWrites: "changes", model.EdgePublishes: "sends to",
}

// doing says what kinds of edges let one do.
var doing = map[model.EdgeKind]string{
	model.EdgeReads: "read", model.EdgeWrites: "change", model.EdgePublishes: "send to", model.EdgeInvokes: "run",
}

// within is what can be touched, in groups of what can be done with it.
func within(e Explained) []string {
	var order []string
	groups := map[string][]string{}
	for _, touch := range e.Impact.Reach {
		var verbs []string
		for _, kind := range touch.Kinds {
			verbs = append(verbs, doing[kind])
		}
		lead := several(touch.Functions) + " may " + strings.Join(verbs, ", ")
		if touch.Wide {
			lead += " (by a grant on everything)"
		}
		if groups[lead] == nil {
			order = append(order, lead)
		}
		groups[lead] = append(groups[lead], placeName(e.App, touch.ID))
	}
	var out []string
	for _, lead := range order {
		out = append(out, lead+": "+strings.Join(groups[lead], ", "))
	}
	return out
}

type explainDocument struct {
	Schema   string        `json:"schema"`
	Findings []explainView `json:"findings"`
}

type explainView struct {
	scanFinding
	Why        string         `json:"why"`
	References []string       `json:"references"`
	Ways       []explainWay   `json:"ways"`
	Starts     []string       `json:"starts"`
	Reach      []explainTouch `json:"reach"`
}

type explainWay struct {
	To      string        `json:"to"`
	Anybody bool          `json:"anybody"`
	Steps   []explainStep `json:"steps"`
}

type explainStep struct {
	From string         `json:"from"`
	To   string         `json:"to"`
	Kind model.EdgeKind `json:"kind"`
	File string         `json:"file"`
	Line int            `json:"line"`
}

type explainTouch struct {
	Element   string           `json:"element"`
	Kinds     []model.EdgeKind `json:"kinds"`
	Functions []string         `json:"functions"`
	Wide      bool             `json:"wide"`
	Class     string           `json:"class"`
}

// Explain writes what findings mean as a JSON document of ExplainSchema.
func Explain(w io.Writer, explained []Explained) error {
	return WriteJSON(w, explainDocument{Schema: ExplainSchema, Findings: each(explained, func(e Explained) explainView {
		return explainView{
			scanFinding: viewFinding(e.App, e.Finding, e.Rule), Why: e.Rule.Why, References: list(e.Rule.References),
			Ways: each(e.Impact.Ways, func(way impact.Way) explainWay {
				return explainWay{To: way.To, Anybody: way.Anybody, Steps: each(way.Steps, func(s model.Edge) explainStep {
					return explainStep{From: s.From, To: s.To, Kind: s.Kind, File: s.At.File, Line: s.At.Line}
				})}
			}),
			Starts: each(e.Impact.Starts, func(t model.Trigger) string { return triggerText(e.App, t) }),
			Reach: each(e.Impact.Reach, func(t impact.Touch) explainTouch {
				view := explainTouch{Element: t.ID, Kinds: list(t.Kinds), Functions: list(t.Functions), Wide: t.Wide}
				if r, ok := e.App.Resource(t.ID); ok {
					class, _ := check.ClassOf(e.App, r.Properties)
					view.Class = class.Name
				}
				return view
			}),
		}
	})})
}
