package model_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func TestMeaningOfStatements(t *testing.T) {
	text := func(s string) model.Value { return model.NewString(s, model.Location{Line: len(s)}) }
	list := func(values ...model.Value) model.Value { return model.NewList(values, model.Location{}) }
	one := func(key string, v model.Value) model.Value {
		return model.NewMap([]model.Field{{Key: key, Value: v}}, model.Location{})
	}
	base := func() model.Grant {
		return model.Grant{
			ID: "t.yaml#Role/Policies/0/1", Identity: "t.yaml#Role", Effect: model.Allow, Mechanism: model.MechanismInline, Sid: "Read",
			Actions: []model.Value{text("s3:GetObject"), text("s3:PutObject")}, Resources: []model.Value{text("*")},
			Principals: one("AWS", list(text("111111111111"), text("222222222222"))), Conditions: one("Bool", one("aws:SecureTransport", text("true"))),
		}
	}
	was := base()
	for what, change := range map[string]func(*model.Grant){
		"another place":       func(g *model.Grant) { g.ID, g.Sid, g.Policy = "u.yaml#Role/Policies/7/0", "Other", "named" },
		"another order":       func(g *model.Grant) { g.Actions = []model.Value{g.Actions[1], g.Actions[0]} },
		"capitals":            func(g *model.Grant) { g.Actions[0] = text("S3:getobject") },
		"principals reversed": func(g *model.Grant) { g.Principals = one("AWS", list(text("222222222222"), text("111111111111"))) },
		"a list of one":       func(g *model.Grant) { g.Conditions = one("Bool", one("aws:SecureTransport", list(text("true")))) },
	} {
		is := base()
		if change(&is); is.Meaning() != was.Meaning() {
			t.Errorf("%s changes the meaning", what)
		}
	}
	for what, change := range map[string]func(*model.Grant){
		"one action more":    func(g *model.Grant) { g.Actions = append(g.Actions, text("s3:*")) },
		"another resource":   func(g *model.Grant) { g.Resources = []model.Value{text("arn:aws:s3:::b/*")} },
		"what it is not for": func(g *model.Grant) { g.Resources, g.NotResources = nil, g.Resources },
		"a denial":           func(g *model.Grant) { g.Effect = model.Deny },
		"no condition":       func(g *model.Grant) { g.Conditions = model.Value{} },
		"another key":        func(g *model.Grant) { g.Conditions = one("Bool", one("aws:ViaAWSService", text("true"))) },
		"another principal":  func(g *model.Grant) { g.Principals = one("AWS", text("111111111111")) },
		"another service":    func(g *model.Grant) { g.Principals = one("Service", list(text("111111111111"), text("222222222222"))) },
	} {
		is := base()
		if change(&is); is.Meaning() == was.Meaning() {
			t.Errorf("%s does not change the meaning", what)
		}
	}
}
