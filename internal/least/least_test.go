package least_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/test/golden"
)

// TestAudit: each archive is an application and, in want, what is needed and granted in it.
func TestAudit(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			a.Want(t, "want", describe(read(t, a.Archive)))
		})
	}
}

// read is the application of an archive.
func read(t *testing.T, archive *txtar.Archive) *model.App {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, err := scan.Read(t.Context(), scan.Options{Path: ".", Files: files, Code: true})
	if err != nil || len(r.Refused) > 0 {
		t.Fatal(err, r)
	}
	return r.Apps[0].Model
}

// describe is an audit as text.
func describe(app *model.App) string {
	var b strings.Builder
	a := least.Of(app)
	for _, r := range a.Roles() {
		fmt.Fprintf(&b, "%s of %s\n", model.LocalName(r.Identity.ID), names(r.Functions))
		for _, because := range r.Because {
			fmt.Fprintf(&b, "  because %s\n", because.Text)
		}
		for _, unknown := range r.Unknown {
			fmt.Fprintf(&b, "  unknown %s\n", unknown.Text)
		}
		for _, n := range r.Needs {
			if strings.HasPrefix(n.Action, "logs:") {
				continue // every function has these
			}
			on := n.Value.String()
			if n.Open() {
				on = "? (" + n.On.Why + ")"
			}
			when := ""
			if n.When != "" {
				when = " where " + n.When
			}
			fmt.Fprintf(&b, "  needs %s on %s%s: granted %s\n", n.Action, on, when, n.Granted)
		}
		for i := range r.Statements {
			if s := &r.Statements[i]; !s.Grant.Provided {
				statement(&b, s)
			}
		}
		for _, f := range r.Functions {
			c := a.Count(r, f)
			fmt.Fprintf(&b, "  %s: %d grants, %d needed, %d of them open\n", model.LocalName(f), c.Granted, c.Needed, c.Open)
			p := a.Propose(r, f)
			for _, l := range p.Lines {
				fmt.Fprintf(&b, "    %s on %s", strings.Join(l.Actions, " "), l.Resources)
				if !l.Condition.IsAbsent() {
					fmt.Fprintf(&b, " if %s", l.Condition)
				}
				b.WriteString("\n")
			}
			for _, n := range p.Left {
				fmt.Fprintf(&b, "    left %s: %s\n", n.Action, n.On.Why)
			}
		}
	}
	return b.String()
}

func statement(b *strings.Builder, s *least.Statement) {
	fmt.Fprintf(b, "  statement %d: gives %d, serves %d", s.Grant.At.Line, len(s.Gives), len(s.Needs))
	if s.Why != "" {
		fmt.Fprintf(b, ", unknown %s", s.Why)
	}
	b.WriteString("\n")
	if n := len(s.Unneeded); n > 3 {
		fmt.Fprintf(b, "    unneeded: %d actions\n", n)
	} else if n > 0 {
		fmt.Fprintf(b, "    unneeded: %s\n", actions(s.Unneeded))
	}
	for _, w := range s.Wider {
		on := names(w.On)
		if w.Elsewhere {
			on = strings.TrimSpace(on + " elsewhere")
		}
		fmt.Fprintf(b, "    wider: %s on %s", w.Action, on)
		for _, c := range w.Condition {
			fmt.Fprintf(b, " without %s %s", c.Key, c.Value)
		}
		b.WriteString("\n")
	}
}

func names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = model.LocalName(id)
	}
	return strings.Join(out, " ")
}

func actions(list []catalogue.Action) string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.String()
	}
	return strings.Join(out, " ")
}
