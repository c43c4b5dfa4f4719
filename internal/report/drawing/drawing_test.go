package drawing_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report/drawing"
	"github.com/sconce-dev/sconce/internal/scan"
)

func shop(t *testing.T) *drawing.Drawing {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: filepath.Join("..", "..", "..", "examples", "shop"), Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return drawing.Of(r.Apps[0].Model, r.Apps[0].Findings)
}

func nodesByID(d *drawing.Drawing) map[string]*drawing.Node {
	nodes := map[string]*drawing.Node{}
	for i := range d.Nodes {
		nodes[d.Nodes[i].ID] = &d.Nodes[i]
	}
	return nodes
}

func TestShopIsDrawnFromTheInternetToTheData(t *testing.T) {
	d := shop(t)
	nodes := nodesByID(d)
	edges := map[string]drawing.Edge{}
	for _, e := range d.Edges {
		edges[model.LocalName(e.From)+" > "+model.LocalName(e.To)] = e
	}
	for _, want := range []string{
		"internet > Api/POST /login", "Api/POST /login > Login", "Login > LoginRole", "LoginRole > every table", "OrderQueue > OrderWorker",
		"AdminReportRole > everything", "internet > ImageBucket", "WebhookRole > OrdersTable",
	} {
		if _, there := edges[want]; !there {
			t.Errorf("no edge %s", want)
		}
	}
	if e := edges["AdminReportRole > everything"]; !e.Wide || e.Kinds[0] != model.EdgeWrites {
		t.Errorf("a grant on everything is drawn as %+v", e)
	}
	if e := edges["AdminReportRole > OrdersTable"]; len(e.Via) > 0 || len(e.Calls) == 0 || !e.Wide {
		t.Errorf("that a grant on everything is used on one table is drawn as %+v", e)
	}
	if n := nodes["template.yaml#AdminReport"]; n.Found[finding.Critical] == 0 || !n.Open || n.Zone != drawing.ZoneFunction {
		t.Errorf("AdminReport: %+v", n)
	}
	if n := nodes["template.yaml#CustomersTable"]; n.Class != "personal" {
		t.Errorf("CustomersTable holds %q data", n.Class)
	}
}

// Nodes do not lie on one another, zones follow one another from left to right, and every edge has a way.
func TestNodesStandApart(t *testing.T) {
	for _, d := range []*drawing.Drawing{shop(t), drawing.Of(large(200), nil)} {
		drawing.Place(d)
		for i := range d.Nodes {
			a := &d.Nodes[i]
			if a.X < 0 || a.Y < 0 || a.X+a.W > d.Width || a.Y+a.H > d.Height {
				t.Fatalf("%s is outside of the drawing: %+v", a.ID, a)
			}
			for j := range i {
				if b := &d.Nodes[j]; a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
					t.Fatalf("%s lies on %s", a.ID, b.ID)
				}
			}
		}
		nodes := nodesByID(d)
		for _, e := range d.Edges {
			if e.Path == "" || nodes[e.From] == nil || nodes[e.To] == nil {
				t.Fatalf("edge %+v", e)
			}
			if from, to := nodes[e.From], nodes[e.To]; from.Kind == drawing.KindFunction && to.Kind == drawing.KindRole && from.X >= to.X {
				t.Fatalf("%s stands left of %s", to.ID, from.ID)
			}
		}
	}
}

func TestTheSameApplicationGivesTheSameBytes(t *testing.T) {
	var first string
	for range 3 {
		d := drawing.Of(large(60), nil)
		drawing.Place(d)
		var b bytes.Buffer
		if err := errors.Join(drawing.SVG(&b, d), drawing.Mermaid(&b, []*drawing.Drawing{d}), drawing.DOT(&b, []*drawing.Drawing{d}), drawing.JSON(&b, []*drawing.Drawing{d}, drawing.Told{})); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = b.String()
		} else if b.String() != first {
			t.Fatal("another drawing of the same application")
		}
	}
}

// What a template calls things is text in every format.
func TestNamesAreText(t *testing.T) {
	for _, name := range []string{
		`</text><script>alert(1)</script>`, `"] --> x["y`, `a"; b -> c; "`, "end\n  click n0 \"javascript:alert(1)\"", "\x00\x1b[31m\ufffe", `%%{init: {}}%%`, "`**x**`", `&lt;b&gt;#quot;`, `a\`, `"|x|"`,
	} {
		app := &model.App{ID: name}
		app.Functions = []model.Function{{ID: "t.yaml#" + name, Name: name}}
		app.Routes = []model.Route{{ID: "t.yaml#R" + name, Path: name, Method: name, Auth: model.AuthNone, Function: "t.yaml#" + name}}
		app.Edges = []model.Edge{
			{From: model.Internet, To: "t.yaml#R" + name, Kind: model.EdgeInvokes}, {From: "t.yaml#R" + name, To: "t.yaml#" + name, Kind: model.EdgeInvokes},
		}
		d := drawing.Of(app, nil)
		drawing.Place(d)
		var svg, mermaid, dot bytes.Buffer
		if err := errors.Join(drawing.SVG(&svg, d), drawing.Mermaid(&mermaid, []*drawing.Drawing{d}), drawing.DOT(&dot, []*drawing.Drawing{d})); err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(&svg)
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
				t.Errorf("%q is markup of the SVG", name)
			}
		}
		for line := range strings.Lines(mermaid.String()) {
			if strings.Count(line, `"`)%2 != 0 || strings.Contains(line, "javascript:") || strings.Contains(line, "`") || strings.Contains(line, "%%") {
				t.Errorf("%q: a line of Mermaid is %s", name, line)
			}
		}
		for line := range strings.Lines(dot.String()) {
			if bare := strings.NewReplacer(`\\`, "", `\"`, "").Replace(line); strings.Count(bare, `"`)%2 != 0 {
				t.Errorf("%q: a line of DOT is %s", name, line)
			}
		}
	}
}

// large is an application of many functions in stacks of 25: routes, queues, tables, a role each, an administrator.
func large(functions int) *model.App {
	app := &model.App{ID: "large.yaml"}
	edge := func(from, to string, kind model.EdgeKind, via string) {
		app.Edges = append(app.Edges, model.Edge{From: from, To: to, Kind: kind, Via: via})
	}
	for i := range functions {
		stack := fmt.Sprintf("large.yaml#Stack%d/", i/25)
		id, role, route := fmt.Sprintf("%sFunction%d", stack, i), fmt.Sprintf("%sRole%d", stack, i), fmt.Sprintf("%sApi/GET /things%d/{id}", stack, i)
		table, queue := fmt.Sprintf("%sTable%d", stack, i/4), fmt.Sprintf("%sQueue%d", stack, i/10)
		app.Functions = append(app.Functions, model.Function{ID: id, Role: model.NewReference(model.Ref{Target: role, Attribute: "Arn"}, model.Location{})})
		app.Identities = append(app.Identities, model.Identity{ID: role, Kind: model.IdentityRole})
		app.Grants = append(app.Grants, model.Grant{ID: role + "/0", Identity: role})
		if i%4 == 0 {
			app.Resources = append(app.Resources, model.Resource{ID: table, Kind: model.KindTable})
		}
		if i%10 == 0 {
			app.Resources = append(app.Resources, model.Resource{ID: queue, Kind: model.KindQueue})
		}
		if i%3 == 0 {
			edge(queue, id, model.EdgeTriggers, queue)
		} else {
			app.Routes = append(app.Routes, model.Route{ID: route, API: stack + "Api", Method: "GET", Path: fmt.Sprintf("/things%d/{id}", i), Auth: model.AuthNone, Function: id})
			edge(model.Internet, route, model.EdgeInvokes, route)
			edge(route, id, model.EdgeInvokes, route)
		}
		edge(id, table, model.EdgeReads, role+"/0")
		edge(id, table, model.EdgeWrites, role+"/0")
		edge(id, queue, model.EdgePublishes, role+"/0")
	}
	return app
}

// BenchmarkDraw is the drawing of 200 functions with some 500 nodes: built, placed and written.
func BenchmarkDraw(b *testing.B) {
	app := large(200)
	for b.Loop() {
		d := drawing.Of(app, nil)
		drawing.Place(d)
		if err := drawing.SVG(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
