package scan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
)

type object = map[string]any

// neighbour stands beside every hostile template and is read all the same.
const neighbour = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Neighbour:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.13, Handler: app.handler, InlineCode: x}
`

// serverless is a template for the transform.
func serverless(tb testing.TB, parts object) string {
	tb.Helper()
	if parts["Transform"] == nil {
		parts["Transform"] = "AWS::Serverless-2016-10-31"
	}
	text, err := json.Marshal(parts)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// numbered are n entries of a map.
func numbered(n int, prefix string, entry func(i int) any) object {
	m := object{}
	for i := range n {
		m[fmt.Sprintf("%s%d", prefix, i)] = entry(i)
	}
	return m
}

// same is an entry that does not depend on its number.
func same(v any) func(int) any { return func(int) any { return v } }

func function(properties object) object {
	all := object{"Runtime": "python3.13", "Handler": "app.handler", "InlineCode": "x"}
	maps.Copy(all, properties)
	return object{"Type": "AWS::Serverless::Function", "Properties": all}
}

func event(kind string, properties object) object {
	return object{"Type": kind, "Properties": properties}
}

func restAPI(properties object) object {
	all := object{"StageName": "Prod"}
	maps.Copy(all, properties)
	return object{"Type": "AWS::Serverless::Api", "Properties": all}
}

// connector is a connector from F to T0, T1 and so on.
func connector(destinations int) object {
	var to []any
	for i := range destinations {
		to = append(to, object{"Id": fmt.Sprintf("T%d", i)})
	}
	return object{"Type": "AWS::Serverless::Connector", "Properties": object{"Source": object{"Id": "F"}, "Destination": to, "Permissions": []any{"Read", "Write"}}}
}

func layer(properties object) object {
	all := object{"ContentUri": "s3://b/k"}
	maps.Copy(all, properties)
	return object{"Type": "AWS::Serverless::LayerVersion", "Properties": all}
}

// swagger is the description of an API.
func swagger(paths object) object {
	return object{"swagger": "2.0", "info": object{"title": "x"}, "paths": paths}
}

// schedules are n events.
func schedules(n int) object {
	return numbered(n, "E", same(event("Schedule", object{"Schedule": "rate(1 minute)"})))
}

// gets are n events of implicit APIs.
func gets(kind, prefix string, n int) object {
	return numbered(n, "E", func(i int) any { return event(kind, object{"Path": fmt.Sprintf("%s/%d", prefix, i), "Method": "get"}) })
}

// routes are n events of the API with the id Api.
func routes(n int, auth func(i int) any) object {
	return numbered(n, "E", func(i int) any {
		properties := object{"Path": fmt.Sprintf("/p%d", i), "Method": "get", "RestApiId": object{"Ref": "Api"}}
		if auth != nil {
			properties["Auth"] = auth(i)
		}
		return event("Api", properties)
	})
}

// resources are those of several maps.
func resources(all ...object) object {
	together := object{}
	for _, m := range all {
		maps.Copy(together, m)
	}
	return object{"Resources": together}
}

// globals are those of functions.
func globals(properties, all object) object {
	return object{"Globals": object{"Function": properties}, "Resources": all}
}

// parameter is a template with the parameter P.
func parameter(v any, all object) object {
	return object{"Parameters": object{"P": object{"Type": "String", "Default": v}}, "Resources": all}
}

func words(n int, prefix string) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s%d", prefix, i)
	}
	return list
}

func nested(depth int, wrap func(any) any) any {
	v := any("x")
	for range depth {
		v = wrap(v)
	}
	return v
}

// TestHostileTemplates scans what would make much of little: what is made of it is bounded, what is
// too much is said with its line, and its neighbour is read all the same.
func TestHostileTemplates(t *testing.T) {
	for _, group := range []makers{multiplied(), many(), described(), wrong()} {
		for name, template := range group {
			t.Run(name, func(t *testing.T) { scanHostile(t, serverless(t, template())) })
		}
	}
	t.Run("anchors", func(t *testing.T) { scanHostile(t, anchors()) })
}

func scanHostile(t *testing.T, text string) {
	t.Helper()
	dir := t.TempDir()
	for file, text := range map[string]string{"hostile.yaml": text, "z.yaml": neighbour} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := scan.Run(t.Context(), scan.Options{Path: dir, Now: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(r.Apps, func(a scan.App) bool { return len(a.Model.Functions) == 1 && a.Model.ID == "z.yaml" }) {
		t.Error("the neighbour was not read")
	}
	for _, err := range r.Refused {
		located, ok := errors.AsType[*source.Error](err)
		if !ok || located.File != "hostile.yaml" || located.Line == 0 {
			t.Errorf("refused without its line: %v", err)
		}
	}
	for _, a := range r.Apps {
		bounded(t, a.Model)
	}
}

// bounded holds a model to what a template may make.
func bounded(t *testing.T, app *model.App) {
	t.Helper()
	if n := len(app.Functions) + len(app.Identities) + len(app.Resources); n > 2000 {
		t.Errorf("%s has %d elements", app.ID, n)
	}
	for _, u := range app.Unknowns {
		if u.At.Line == 0 || len(u.Reason) > 5000 {
			t.Errorf("at %s %d bytes are said: %.100s", u.At, len(u.Reason), u.Reason)
		}
	}
}
