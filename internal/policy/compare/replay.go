package compare

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// renaming puts a name of its own in the place of each reference, so that the evaluator decides definitely. The sets are
// compiled when the first witness is replayed.
type renaming struct {
	sets  [2]Set
	extra bool // the first set is limited by the second one's policy too, as by that of a session
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
		if strings.HasSuffix(ref.Attribute, "Arn") {
			text = "arn:aws:" + text + ":::" + text // so that operators that compare ARNs can compare it
		}
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
			return part.Joined()
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
		all := policy.Policies{Identity: b.names.documents(s.Identity), Boundary: b.names.documents(s.Boundary)}
		if b.names.extra {
			all.Session = &b.names.documents(b.names.sets[1].Identity)[0]
		}
		b.sides[i].set = policy.Compile(all)
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
	var without []string
	for key, c := range of.chosen {
		ghost = ghost || c.ghost
		if c.present {
			r.Context[of.spelling(key)] = p.values(c, texts)
		} else {
			without = append(without, of.spelling(key))
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
		if allowed := p.allows(p.from, q); allowed.Access == policy.Yes {
			if by := p.allows(p.to, q); by.Access == policy.No {
				slices.Sort(without)
				p.witness = &Witness{Request: r, Without: without, Known: known, Allowed: allowed, By: by}
				p.readable(q)
				p.hide(&p.witness.Request)
				return true
			}
		}
	}
	p.doubt(of, ghost)
	return false
}

// Replay answers whether one set allows a request and another one does not. References stand for what names has for
// them, by "target|attribute", and the others for names of their own.
func Replay(a, b Set, r policy.Request, names map[string]string) bool {
	n := renaming{names: maps.Clone(names)}
	r.Resource = n.value(r.Resource)
	context := map[string]policy.Values{}
	for key, v := range r.Context {
		context[key] = policy.Values{Many: v.Many, List: n.values(v.List)}
	}
	r.Context = context
	q := r.Prepare()
	access := func(s Set) policy.Truth {
		return policy.Compile(policy.Policies{Identity: n.documents(s.Identity), Boundary: n.documents(s.Boundary)}).EvaluateOwn(q).Access
	}
	return access(a) == policy.Yes && access(b) == policy.No
}

// anything is the resource of a witness that any would do for.
const anything = "arn:aws:" + policy.WitnessName + ":::" + policy.WitnessName

// readable names a resource that the action acts on, where any would do.
func (p *proof) readable(q *policy.Query) {
	w := p.witness
	action, known := catalogue.LookupAction(w.Request.Action)
	if text, _ := w.Request.Resource.Text(); !known || text != anything {
		p.fitting(q, action, text)
		return
	}
	examples := []model.Value{model.NewString("*", model.Location{})}
	if action.HasResources() {
		examples = nil
		for _, use := range action.Resources() {
			examples = append(examples, use.Type.Example())
		}
	}
	for _, example := range examples {
		about := q.About(w.Request.Action, p.names.value(example))
		allowed, by := p.allows(p.from, about), p.allows(p.to, about)
		if allowed.Access == policy.Yes && by.Access == policy.No {
			w.Request.Resource, w.Allowed, w.By = example, allowed, by
			return
		}
	}
}

// fitting names an action that acts on resources such as that of the witness, where no statement tells it from the one that
// was tried.
func (p *proof) fitting(q *policy.Query, action catalogue.Action, resource string) {
	w := p.witness
	if resource == "" || !w.Known || action.Accepts(resource) {
		return
	}
	for a := range p.class.byTelling() {
		other := catalogue.Action(a)
		if !other.Accepts(resource) {
			continue
		}
		about := q.About(other.String(), p.names.value(w.Request.Resource))
		if allowed, by := p.allows(p.from, about), p.allows(p.to, about); allowed.Access == policy.Yes && by.Access == policy.No {
			w.Request.Action, w.Allowed, w.By = other.String(), allowed, by
			return
		}
	}
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
	return p.compiled(side).EvaluateOwn(q)
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

// symbol names the first symbol of a pattern that has one.
func (p *proof) symbol(of *pattern) string {
	t := of.tokens[slices.IndexFunc(of.tokens, token.isSymbol)]
	if t.isVariable() {
		return "the variable " + p.patterns.variables[t-variable].Text
	}
	return "the reference to " + strings.TrimSpace(strings.Replace(p.patterns.referenceName(t), "|", " ", 1))
}
