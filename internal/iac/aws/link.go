package aws

import (
	"slices"
	"strings"
	"sync"

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
		if isPattern(v) {
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
		wild := slices.ContainsFunc(v.Parts(), func(p model.Value) bool { return hasWildcard(p.TextOr("")) })
		if len(found) > 1 && !wild {
			report(v, found)
		}
	})
}

// isPattern reports whether a name or ARN, with or without holes, has wildcards. One for what is
// within a resource does not count: table/orders/*, but not table/*.
func isPattern(v model.Value) bool {
	parts := v.Parts()
	for i, p := range parts {
		text, known := p.Text()
		if i == len(parts)-1 {
			text = withoutContent(text)
		}
		if known && hasWildcard(text) {
			return true
		}
	}
	return false
}

// withoutContent leaves out a wildcard for what is within a resource.
func withoutContent(text string) string {
	for _, end := range []string{"/*", ":*"} {
		before, found := strings.CutSuffix(text, end)
		if !found {
			continue
		}
		if end == "/*" && slices.ContainsFunc([]string{":log-group:", ":parameter", ":secret:"}, func(kind string) bool { return strings.Contains(before, kind) }) {
			return text // the names of these have slashes in them
		}
		if word := before[strings.LastIndexByte(before, ':')+1:]; word != "" && typeWords()[word] {
			return text // any resource of the type
		}
		return before
	}
	return text
}

// typeWords are what stands before the names of resources in ARNs: table, function, log-group.
var typeWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, s := range types {
		words[strings.TrimRight(s.arn, ":/")] = true
	}
	return words
})

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
