package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// CallsSchema names the version of the document of calls.
const CallsSchema = "sconce.calls/v1"

type callsDocument struct {
	Schema    string          `json:"schema"`
	Functions []callsFunction `json:"functions"`
	Errors    []refusal       `json:"errors,omitempty"`
}

type callsFunction struct {
	Function string       `json:"function"`
	Template string       `json:"template"`
	Language string       `json:"language"`
	Handler  callsHandler `json:"handler"`
	Calls    []callsCall  `json:"calls"`
	Routes   []callsRoute `json:"routes"`
	Unknowns []callsGap   `json:"unknowns"`
}

type callsHandler struct {
	Name   string `json:"name"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Taken  string `json:"taken,omitempty"`
	Reason string `json:"reason,omitempty"`
}

type callsCall struct {
	Service   string        `json:"service"`
	Operation string        `json:"operation"`
	File      string        `json:"file"`
	Line      int           `json:"line"`
	Via       string        `json:"via"`
	Chain     []callsPlace  `json:"chain,omitempty"`
	Initial   bool          `json:"initial,omitempty"`
	Host      *model.Value  `json:"host,omitempty"`
	Actions   []callsAction `json:"actions"`
}

type callsPlace struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type callsAction struct {
	Action    string                 `json:"action"`
	Resource  callsResource          `json:"resource"`
	Condition map[string]model.Value `json:"condition,omitempty"`
	When      string                 `json:"when,omitempty"`
}

type callsResource struct {
	Kind  model.TargetKind `json:"kind"`
	Value string           `json:"value,omitempty"`
	ID    string           `json:"id,omitempty"`
	Part  string           `json:"part,omitempty"`
	Why   string           `json:"why,omitempty"`
}

type callsRoute struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

type callsGap struct {
	Reason string `json:"reason"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
}

// Calls writes what the code of the functions calls, as sconce.calls/v1. Only says which functions; nil for all.
func Calls(w io.Writer, r *scan.Result, only func(id string) bool) error {
	doc := callsDocument{Schema: CallsSchema, Functions: []callsFunction{}, Errors: refusals(r.Refused)}
	eachCode(r, only, func(f *model.Function, c *model.Code) {
		doc.Functions = append(doc.Functions, callsOf(f, c))
	})
	return WriteJSON(w, doc)
}

func eachCode(r *scan.Result, only func(id string) bool, visit func(*model.Function, *model.Code)) {
	for _, app := range r.Apps {
		for i := range app.Model.Code {
			c := &app.Model.Code[i]
			f, ok := app.Model.Function(c.Function)
			if ok && (only == nil || only(f.ID)) {
				visit(f, c)
			}
		}
	}
}

func callsOf(f *model.Function, c *model.Code) callsFunction {
	out := callsFunction{
		Function: f.ID, Language: c.Language,
		Handler: callsHandler{Name: f.Entry, File: c.Handler.File, Line: c.Handler.Line, Taken: f.Taken, Reason: c.Reason},
		Calls:   []callsCall{}, Routes: []callsRoute{}, Unknowns: []callsGap{},
	}
	if !f.Alone {
		out.Template = f.At.File
	}
	for i := range c.Calls {
		out.Calls = append(out.Calls, callOf(&c.Calls[i]))
	}
	for _, route := range c.Routes {
		out.Routes = append(out.Routes, callsRoute{Method: route.Method, Path: route.Path, File: route.At.File, Line: route.At.Line})
	}
	for _, gap := range c.Unknowns {
		out.Unknowns = append(out.Unknowns, callsGap{Reason: gap.Reason, File: gap.At.File, Line: gap.At.Line})
	}
	return out
}

func callOf(c *model.Call) callsCall {
	out := callsCall{
		Service: c.Service, Operation: c.Operation, File: c.At.File, Line: c.At.Line, Via: c.Via, Initial: c.Initial,
		Actions: []callsAction{},
	}
	if !c.Host.IsAbsent() {
		out.Host = &c.Host
	}
	for _, at := range c.Chain {
		out.Chain = append(out.Chain, callsPlace{File: at.File, Line: at.Line})
	}
	for _, n := range c.Needs {
		action := callsAction{
			Action: n.Action, When: n.When,
			Resource: callsResource{Kind: n.On.Kind, Value: n.On.Name, ID: n.On.ID, Part: n.On.Part, Why: n.On.Why},
		}
		for _, field := range n.Condition {
			if action.Condition == nil {
				action.Condition = map[string]model.Value{}
			}
			action.Condition[field.Key] = field.Value
		}
		out.Actions = append(out.Actions, action)
	}
	return out
}

// CallsText shows to a person what the code of the functions calls: under each function a line for every place.
func CallsText(w io.Writer, r *scan.Result, only func(id string) bool, style Style) error {
	var b strings.Builder
	functions, calls, unknown := 0, 0, 0
	eachCode(r, only, func(f *model.Function, c *model.Code) {
		if functions > 0 {
			b.WriteString("\n")
		}
		functions++
		calls += len(c.Calls)
		unknown += callsSection(&b, f, c, style)
	})
	for _, err := range r.Refused {
		b.WriteString("\nnot read  " + Clean(err.Error()) + "\n")
	}
	fmt.Fprintf(&b, "\n%s in %s", count(calls, "call"), count(functions, "function"))
	if unknown > 0 {
		fmt.Fprintf(&b, ", %d of them on what is not known", unknown)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// nameOf is what a function is called under its application: without templates many share the name of their handler.
func nameOf(f *model.Function) string {
	if f.Alone {
		return f.ID
	}
	return model.LocalName(f.ID)
}

// callsSection shows one function and answers how many of its calls act on what is not known.
func callsSection(b *strings.Builder, f *model.Function, c *model.Code, style Style) (unknown int) {
	head := f.Entry
	if !c.Handler.IsZero() {
		head = c.Handler.String()
	}
	b.WriteString(style.bold(Clean(nameOf(f))) + style.faint("  "+strings.TrimSpace(c.Language+"  "+head)) + "\n")
	if c.Reason != "" {
		b.WriteString("  not known: " + Clean(c.Reason) + "\n")
		return 0
	}
	if f.Taken != "" {
		b.WriteString(style.faint("  taken for its source: "+Clean(f.Taken)) + "\n")
	}
	rows := make([][3]string, 0, len(c.Calls))
	var why []string
	for i := range c.Calls {
		call := &c.Calls[i]
		on, reasons := targetsText(call)
		if len(reasons) > 0 {
			unknown++
		}
		rows = append(rows, [3]string{call.At.String(), strings.TrimSpace(call.Service + " " + call.Operation), on})
		why = append(why, strings.Join(reasons, "; "))
	}
	widths := [3]int{}
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(Clean(cell))))
		}
	}
	for i, row := range rows {
		b.WriteString(strings.TrimRight("  "+pad(Clean(row[0]), widths[0])+"  "+pad(Clean(row[1]), widths[1])+"  "+Clean(row[2]), " ") + "\n")
		if why[i] != "" {
			b.WriteString("  " + strings.Repeat(" ", widths[0]) + style.faint("  unknown: "+why[i]) + "\n")
		}
	}
	if len(rows) == 0 {
		b.WriteString(style.faint("  calls nothing outside itself") + "\n")
	}
	for _, gap := range c.Unknowns {
		b.WriteString("  not followed: " + Clean(gap.Reason))
		if !gap.At.IsZero() {
			b.WriteString(style.faint("  " + gap.At.String()))
		}
		b.WriteString("\n")
	}
	return unknown
}

// targetsText says what a call acts on, and why that is not known.
func targetsText(c *model.Call) (on string, reasons []string) {
	var names []string
	if !c.Host.IsAbsent() {
		names = append(names, c.Host.String())
	}
	for _, n := range c.Needs {
		name := n.On.Name
		switch n.On.Kind {
		case model.TargetRef:
			if n.On.Part != "" {
				name += " " + n.On.Part
			}
		case model.TargetLiteral:
		case model.TargetEvent:
			name = "what the caller names"
		case model.TargetAny:
			name = ""
		case model.TargetUnknown:
			if n.When != "" {
				continue // it may not be needed at all
			}
			name = "?"
			if !slices.Contains(reasons, n.On.Why) {
				reasons = append(reasons, n.On.Why)
			}
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 && len(c.Needs) == 0 && c.Service != "" {
		names = append(names, "("+c.Via+")") // as somebody else
	}
	return strings.Join(names, ", "), reasons
}
