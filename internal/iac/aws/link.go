package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// namedServices are those whose resources are referred to by bare name in environment variables
// and properties.
var namedServices = []string{"dynamodb", "s3", "sqs", "sns", "lambda", "secretsmanager", "ssm", "events", "kinesis", "states"}

// Uses are the ids of the elements that a resource refers to: by reference, by ARN or, in an
// environment variable, by physical name.
func (x *Index) Uses(d *Declared) []string {
	var ids []string
	seen := map[string]bool{d.ID: true}
	x.mentions(d, func(v model.Value, found []*Declared) {
		if text, known := v.Text(); known && hasWildcard(strings.TrimSuffix(strings.TrimSuffix(text, "/*"), ":*")) {
			return // a pattern that one resource happens to fit does not name it
		}
		if len(found) == 1 && !seen[found[0].ID] {
			seen[found[0].ID] = true
			ids = append(ids, found[0].ID)
		}
	})
	return ids
}

// Ambiguous calls back for every ARN or name in a resource that may be that of several others.
func (x *Index) Ambiguous(d *Declared, report func(v model.Value, candidates []*Declared)) {
	x.mentions(d, func(v model.Value, found []*Declared) {
		if text, known := v.Text(); len(found) > 1 && (!known || !hasWildcard(text)) {
			report(v, found)
		}
	})
}

func hasWildcard(text string) bool { return strings.ContainsAny(text, "*?") }

// mentions calls back for every part of a resource's properties that names other resources.
func (x *Index) mentions(d *Declared, visit func(v model.Value, found []*Declared)) {
	d.Properties.Walk(func(path []string, v model.Value) bool {
		switch v.Kind() {
		case model.Reference:
			if target := x.byID[v.Target()]; target != nil {
				visit(v, []*Declared{target})
			}
		case model.Template, model.String:
			inEnvironment := len(path) == 3 && path[0] == "Environment" && path[1] == "Variables"
			switch {
			case isARN(v):
				visit(v, x.Find(v, d.ID))
			case inEnvironment && len(v.String()) >= 3:
				visit(v, x.Find(v, d.ID, namedServices...))
			}
		case model.Absent, model.Null, model.Bool, model.Number, model.List, model.Map, model.Unknown:
		}
		return true
	})
}
