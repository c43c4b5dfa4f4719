package sdk_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/test/golden"
)

// Small functions, from the text to their calls: what each archive's file "want" says. The application is that of
// application: see there which element is called how.
func TestCalls(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			a.Want(t, "want", answer(t, a.Archive))
		})
	}
}

func answer(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	l := codetest.NewLoader(codetest.Of(a, "want"))
	entry := a.Files[0].Name
	e := eval.Entry{Module: l.Module(entry)}
	if filepath.Ext(entry) != ".go" {
		e.Path = []string{"handler"}
	}
	trace := eval.Run(l, e, eval.Limits{})
	app := application()
	f, _ := app.Function("t.yaml#Handler")
	var b strings.Builder
	calls, _, gaps := sdk.NewBinder(app).Calls(f, &trace)
	for _, c := range calls {
		show(&b, c)
	}
	for _, gap := range gaps {
		fmt.Fprintf(&b, "%d: %s\n", gap.At.Line, gap.Reason)
	}
	for _, gap := range trace.Gaps {
		fmt.Fprintf(&b, "gap: %s\n", gap.Why)
	}
	return b.String()
}

// show writes a call: where, what, by which library; then each need with what it is on.
func show(b *strings.Builder, c model.Call) {
	what := c.Operation
	if c.Service != "" {
		what = c.Service + ":" + c.Operation
	}
	fmt.Fprintf(b, "%d: %s (%s)", c.At.Line, what, c.Via)
	if c.Service == "" {
		fmt.Fprintf(b, " to %s", c.Host.String())
		if cause, ok := c.Host.Cause(); ok {
			fmt.Fprintf(b, " because %s", cause.Reason)
		}
	}
	b.WriteByte('\n')
	for _, n := range c.Needs {
		fmt.Fprintf(b, "  %s on %s", n.Action, n.On.Kind)
		if n.On.Name != "" {
			b.WriteString(" " + n.On.Name)
		}
		if n.On.Part != "" {
			b.WriteString(" [" + n.On.Part + "]")
		}
		if !n.On.Value.IsAbsent() {
			b.WriteString(" " + n.On.Value.String())
		}
		if n.On.Why != "" {
			b.WriteString(": " + n.On.Why)
		}
		if n.When != "" {
			b.WriteString(" when " + n.When)
		}
		for _, f := range n.Condition {
			fmt.Fprintf(b, " if %s is %s", f.Key, f.Value.String())
		}
		b.WriteByte('\n')
	}
}
