package compare

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// A witness is made of the texts of policies, and some of those are secrets. What holds a part of one is marked as one.

// leastSecret is the length of the parts between wildcards that are looked for: shorter ones stand in other texts by chance.
const leastSecret = 4

// secretsOf are the parts of the texts of statements that are marked as secrets.
func secretsOf(statements []policy.Statement) []string {
	var out []string
	add := func(values []model.Value) {
		for _, v := range values {
			v.Walk(func(_ []string, part model.Value) bool {
				text, known := part.Text()
				if !part.IsSecret() && !v.IsSecret() || !known {
					return true
				}
				for _, run := range strings.FieldsFunc(text, func(r rune) bool { return r == '*' || r == '?' }) {
					if len(run) >= leastSecret {
						out = append(out, run)
					}
				}
				return true
			})
		}
	}
	for i := range statements {
		s := &statements[i]
		add(s.Resources)
		add(s.NotResources)
		for _, c := range s.Conditions {
			add(c.Values)
		}
		for _, alternative := range s.Alternatives {
			out = append(out, secretsOf(alternative)...)
		}
	}
	return out
}

// hide marks what holds secrets in a request.
func (p *proof) hide(r *policy.Request) {
	var secrets []string
	for _, s := range p.names.sets {
		for _, layer := range s.documents() {
			for i := range layer {
				secrets = append(secrets, secretsOf(layer[i].Statements)...)
			}
		}
	}
	mark := func(v model.Value) model.Value {
		text := v.String()
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				return v.SecretText()
			}
		}
		return v
	}
	r.Resource = mark(r.Resource)
	for _, of := range r.Context {
		for i := range of.List {
			of.List[i] = mark(of.List[i])
		}
	}
}
