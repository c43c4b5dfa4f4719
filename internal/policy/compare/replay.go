package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// renaming puts a name of its own in the place of each reference, so that the evaluator decides definitely. The sets are
// compiled when the first witness is replayed.
type renaming struct {
	sets  [2]Set
	extra bool // the first set is limited by the second one's policies too
	names map[string]string
}

// name is the opaque name of a reference.
func (r *renaming) name(ref model.Ref) string {
	if r.names == nil {
		r.names = map[string]string{}
	}
	key := ref.Target + "|" + ref.Attribute
	text, known := r.names[key]
	if !known {
		text = "reference-" + strconv.Itoa(len(r.names)) + strings.TrimPrefix(policy.WitnessName, "witness")
		r.names[key] = text
	}
	return text
}

func (r *renaming) value(v model.Value) model.Value {
	return v.Map(func(part model.Value) model.Value {
		if ref, ok := part.Ref(); ok {
			return model.NewString(r.name(ref), part.At)
		}
		if part.Kind() == model.Template {
			return model.NewTemplate(part.Parts(), part.At)
		}
		return part
	})
}

func (r *renaming) values(list []model.Value) []model.Value {
	if list == nil {
		return nil
	}
	out := make([]model.Value, len(list))
	for i, v := range list {
		out[i] = r.value(v)
	}
	return out
}

func (r *renaming) statements(list []policy.Statement) []policy.Statement {
	out := slices.Clone(list)
	for i := range out {
		s := &out[i]
		s.Actions, s.NotActions = r.values(s.Actions), r.values(s.NotActions)
		s.Resources, s.NotResources = r.values(s.Resources), r.values(s.NotResources)
		s.Conditions = r.conditions(s.Conditions)
		s.Alternatives = slices.Clone(s.Alternatives)
		for j := range s.Alternatives {
			s.Alternatives[j] = r.statements(s.Alternatives[j])
		}
	}
	return out
}

func (r *renaming) conditions(list []policy.Condition) []policy.Condition {
	out := slices.Clone(list)
	for i := range out {
		c := &out[i]
		c.Values = r.values(c.Values)
		c.Alternatives = slices.Clone(c.Alternatives)
		for j := range c.Alternatives {
			c.Alternatives[j] = r.conditions(c.Alternatives[j])
		}
	}
	return out
}

func (r *renaming) documents(list []policy.Document) []policy.Document {
	out := slices.Clone(list)
	for i := range out {
		out[i].Statements = r.statements(out[i].Statements)
	}
	return out
}

// compiled is the set of a side as the evaluator reads it.
func (b *book) compiled(i int) *policy.Set {
	if b.sides[i].set == nil {
		s := b.names.sets[i]
		b.sides[i].set = policy.Compile(policy.Policies{Identity: b.names.documents(s.Identity), Boundary: b.names.documents(s.Boundary)})
	}
	return b.sides[i].set
}

// The requester of witnesses.
const (
	account   = "111111111111"
	requester = "arn:aws:iam::" + account + ":role/" + policy.WitnessName
)

// replay makes a request of what a problem found and asks the evaluator. It answers true when the request is allowed by
// one side and not by the other.
func (p *proof) replay(of *problem, word []token) bool {
	texts := map[string][]token{}
	for key, c := range of.chosen {
		if !c.bound.none && len(c.words) == 1 {
			texts[key] = c.words[0]
		}
	}
	action, known := p.universe.name(of.action)
	nowhere := model.Location{}
	r := policy.Request{
		Principal: model.NewString(requester, nowhere), Action: action, Resource: p.value(word, texts),
		ResourceAccount: model.NewString(account, nowhere), Context: map[string]policy.Values{},
	}
	ghost := false
	for key, c := range of.chosen {
		ghost = ghost || c.ghost
		if c.present {
			r.Context[of.spelling(key)] = p.values(c, texts)
		}
	}
	if !ghost {
		asked := r
		asked.Resource = p.names.value(r.Resource)
		asked.Context = map[string]policy.Values{}
		for key, v := range r.Context {
			asked.Context[key] = policy.Values{Many: v.Many, List: p.names.values(v.List)}
		}
		q := asked.Prepare()
		if p.allows(p.from, q).Access == policy.Yes {
			if by := p.allows(p.to, q); by.Access == policy.No {
				p.witness = &Witness{Request: r, Known: known, By: by}
				return true
			}
		}
	}
	p.doubt(of, ghost)
	return false
}

// spelling is a condition key as the first statement that asks for it writes it.
func (p *problem) spelling(key string) string {
	for _, a := range p.atoms[key] {
		return a.source.Key
	}
	return key
}

// allows asks the evaluator about a side.
func (p *proof) allows(side int, q *policy.Query) policy.Verdict {
	v := p.compiled(side).EvaluateOwn(q)
	if p.names.extra && side == 0 {
		if w := p.compiledLimit().EvaluateOwn(q); w.Access < v.Access {
			return w
		}
	}
	return v
}

// compiledLimit is what limits the first side beside its own policies.
func (b *book) compiledLimit() *policy.Set {
	return policy.Compile(policy.Policies{Identity: b.names.documents(b.names.sets[1].Identity)})
}

// maxReasons is how many reasons are given.
const maxReasons = 5

// doubt notes why a request that may make a difference does not do so for certain.
func (p *proof) doubt(of *problem, ghost bool) {
	reason := Reason{Text: "what its references and variables stand for decides"}
	for _, s := range slices.Concat(of.within, of.covers) {
		reason.At = s.source.At
		if s.doubt != "" {
			reason.Text = s.doubt
			break
		}
		if why := p.open(s); why != "" {
			reason.Text = why
			break
		}
	}
	if ghost {
		reason.Text = "a condition key is compared in ways that cannot be told apart"
		for key, c := range of.chosen {
			if c.ghost {
				reason.Text = "the values of " + key + " are compared in more ways than can be told apart"
			}
		}
	}
	if len(p.because) < maxReasons && !slices.Contains(p.because, reason) {
		p.because = append(p.because, reason)
	}
}

// open says what of a statement is not known.
func (p *proof) open(s *statement) string {
	for pattern := range s.area.patterns() {
		if pattern.gaps {
			return "a resource is not known"
		}
		if pattern.symbolic {
			return "what a resource is called depends on " + p.symbol(pattern)
		}
	}
	for _, a := range s.atoms {
		if a.gaps {
			return "a value of " + a.key + " is not known"
		}
		if a.symbolic() {
			return "a value of " + a.key + " depends on a reference or variable"
		}
	}
	return ""
}

// symbol names the first symbol of a pattern.
func (p *proof) symbol(of *pattern) string {
	for _, t := range of.tokens {
		if t.isVariable() {
			return "the variable " + p.patterns.variables[t-variable].Text
		}
		if t.isSymbol() {
			return "the reference to " + strings.Replace(p.patterns.holes.names[t-name], "|", " ", 1)
		}
	}
	return ""
}
