package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// RulesText shows rules to a person: a table, or all of one rule.
func RulesText(w io.Writer, rules []*check.Rule, style Style) error {
	var b strings.Builder
	if len(rules) == 1 {
		rulePage(&b, rules[0], style)
	} else {
		width := 0
		for _, r := range rules {
			width = max(width, len(r.ID))
		}
		for _, p := range finding.Practices() {
			for _, r := range rules {
				if r.Practice == p {
					b.WriteString(style.severity(r.Severity) + "  " + pad(r.ID, width) + "  " + r.Title + "\n")
				}
			}
		}
		fmt.Fprintf(&b, "\n%s. sconce rules ID explains one.\n", count(len(rules), "rule"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func rulePage(b *strings.Builder, r *check.Rule, style Style) {
	width := style.Width
	if width == 0 || width > 96 {
		width = 96
	}
	paragraph := func(title, text string) {
		b.WriteString("\n" + style.bold(title) + "\n")
		for _, l := range wrap(text, width-2) {
			b.WriteString("  " + l + "\n")
		}
	}
	b.WriteString(style.bold(r.ID) + "  " + r.Title + "\n")
	b.WriteString(strings.TrimRight(style.severity(r.Severity), " ") + ", " + string(r.Practice) + ", " + strings.Join(slices.Concat(r.CWE, r.OWASP), ", ") + "\n")
	paragraph("Why", r.Why)
	paragraph("What to do", r.Remedy)
	b.WriteString("\n" + style.bold("Read on") + "\n")
	for _, ref := range r.References {
		b.WriteString("  " + ref + "\n")
	}
	b.WriteString("\n" + style.bold("Requirements served") + "\n  " + strings.Join(r.Controls, ", ") + "\n")
}

// ModelText shows the models to a person: each function with what triggers it, who it runs as and
// what it may touch.
func ModelText(w io.Writer, r *scan.Result, style Style) error {
	var b strings.Builder
	for i, app := range r.Apps {
		if i > 0 {
			b.WriteString("\n")
		}
		modelApplication(&b, app.Model, app.Envs, style)
	}
	for _, err := range r.Refused {
		b.WriteString("\nnot read  " + Clean(err.Error()) + "\n")
	}
	if text := offered(r.Offered); text != "" {
		b.WriteString("\n" + style.faint(text) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func modelApplication(b *strings.Builder, a *model.App, envs []string, style Style) {
	b.WriteString(style.bold(a.ID) + otherTemplates(a) + environments(envs) + "\n")
	fmt.Fprintf(b, "%s, %s, %s, %s, %s, %s\n", count(len(a.Functions), "function"), count(len(a.Routes), "route"),
		count(len(a.Identities), "role"), count(len(a.Grants), "grant"), count(len(a.Resources), "resource"), count(len(a.Unknowns), "unknown"))
	for _, f := range a.Functions {
		b.WriteString("\n" + style.bold(model.LocalName(f.ID)) + style.faint("  "+f.Runtime.String()+"  "+f.At.String()) + "\n")
		row := func(name, text string) {
			if text == "" {
				return
			}
			const column = 13
			for i, l := range wrap(Clean(text), max(style.Width-2-column, min(style.Width, narrowest))) {
				if i > 0 {
					name = ""
				}
				b.WriteString("  " + pad(name, column) + l + "\n")
			}
		}
		row("code", codeOf(f))
		row("runs as", roleOf(f))
		for _, t := range f.Triggers {
			row("runs on", triggerText(a, t))
		}
		for _, kind := range []model.EdgeKind{model.EdgeReads, model.EdgeWrites, model.EdgePublishes, model.EdgeInvokes} {
			row(may[kind], strings.Join(targets(a, f.ID, kind), ", "))
		}
	}
}

var may = map[model.EdgeKind]string{
	model.EdgeReads: "may read", model.EdgeWrites: "may write", model.EdgePublishes: "may publish", model.EdgeInvokes: "may invoke",
}

func codeOf(f model.Function) string {
	switch {
	case f.Inline:
		return "in the template"
	case f.HandlerFile != "":
		return f.HandlerFile
	case f.CodePath != "":
		return f.CodePath
	}
	return "not here"
}

func triggerText(a *model.App, t model.Trigger) string {
	if t.Kind == model.TriggerHTTP {
		for _, r := range a.Routes {
			if r.ID == t.From {
				text := r.Method + " " + r.Path + " (" + string(r.Auth) + ")"
				if r.Public() {
					text = r.Method + " " + r.Path + " (public)"
				}
				return text
			}
		}
	}
	if t.From == "" {
		return string(t.Kind)
	}
	return string(t.Kind) + " " + model.LocalName(t.From)
}

// targets are the names of the elements that edges of a kind lead to from a function, each once.
func targets(a *model.App, from string, kind model.EdgeKind) []string {
	var names []string
	seen := map[string]bool{}
	for _, e := range a.Edges {
		if e.From == from && e.Kind == kind && !seen[e.To] {
			seen[e.To] = true
			names = append(names, model.LocalName(e.To))
		}
	}
	return names
}

func roleOf(f model.Function) string {
	if target := f.Role.Target(); target != "" {
		return model.LocalName(target)
	}
	return f.Role.String()
}
