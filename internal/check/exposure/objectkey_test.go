package exposure

import (
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

func text(s string) model.Value {
	if s == "" {
		return model.Value{}
	}
	return model.NewString(s, model.Location{})
}

func TestTakes(t *testing.T) {
	for _, c := range []struct {
		keys, prefix, suffix string
		meets, doubt         bool
	}{
		{"*", "", "", true, false},
		{"*", "uploads/", ".jpg", true, false},
		{"uploads/*", "uploads/", "", true, false},
		{"uploads/new/*", "uploads/", "", true, false},
		{"up*", "uploads/", "", true, false},
		{"thumbnails/*", "uploads/", "", false, false},
		{"uploads", "uploads/", "", false, false},
		{"uploads/a.jpg", "uploads/", ".jpg", true, false},
		{"uploads/a.png", "uploads/", ".jpg", false, false},
		{"*.json", "", ".csv", false, false},
		{"*.csv", "", "orders.csv", true, false},
		{"\x00/*", "uploads/", "", true, true},
		{"uploads/\x00/*", "uploads/", "", true, false},
		{"out/\x00", "in/", "", false, false},
		{"a\x00", "", ".csv", true, true},
	} {
		n := notification{prefix: text(c.prefix), suffix: text(c.suffix)}
		if meets, doubt := n.takes(c.keys); meets != c.meets || doubt != "" != c.doubt {
			t.Errorf("%q for prefix %q and suffix %q: %v, %q", c.keys, c.prefix, c.suffix, meets, doubt)
		}
	}
}

func TestKeysOf(t *testing.T) {
	bucket := &model.Resource{ID: "t.yaml#Bucket"}
	ref := model.NewReference(model.Ref{Target: bucket.ID, Attribute: "Arn"}, model.Location{})
	other := model.NewReference(model.Ref{Target: "t.yaml#Other", Attribute: "Ref"}, model.Location{})
	join := func(parts ...model.Value) model.Value { return model.NewTemplate(parts, model.Location{}) }
	for name, c := range map[string]struct {
		resource model.Value
		keys     string
		ok       bool
	}{
		"objects":             {join(ref, text("/in/*")), "in/*", true},
		"bucket alone":        {ref, "", false},
		"bucket and objects":  {join(ref, text("*")), "*", true},
		"name in an ARN":      {join(text("arn:aws:s3:::"), ref, text("/*")), "*", true},
		"everything":          {text("*"), "*", true},
		"plain":               {text("arn:aws:s3:::pictures/in/a*"), "in/a*", true},
		"no ARN":              {text("pictures"), "", false},
		"a hole in the key":   {join(ref, text("/"), other, text("/*")), "\x00/*", true},
		"a hole for the name": {join(text("arn:aws:s3:::"), other, text("/x")), "x", true},
	} {
		if keys, ok := keysOf(c.resource, bucket); keys != c.keys && c.ok || ok != c.ok {
			t.Errorf("%s: %q, %v", name, keys, ok)
		}
	}
}

// TestMapAtTheRoot holds a definition that is no state machine to an answer.
func TestMapAtTheRoot(t *testing.T) {
	app := &model.App{
		Routes: []model.Route{{ID: "flow", Auth: model.AuthNone}},
		Edges:  []model.Edge{{From: model.Internet, To: "flow", Kind: model.EdgeInvokes}},
		Resources: []model.Resource{{ID: "flow", Kind: model.KindWorkflow, Properties: model.NewMap([]model.Field{
			{Key: "DefinitionString", Value: text(`{"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}}}`)},
		}, model.Location{})}},
	}
	if findings, _ := check.Ask(app, time.Time{}).Run(&fanOut); len(findings) != 1 {
		t.Errorf("%d findings", len(findings))
	}
}
