package access

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Ledger finds what each identity of an application may do.
type Ledger struct {
	app      *model.App
	grants   map[string][]*model.Grant
	holdings map[string]*Holding
	types    map[catalogue.ResourceType]model.Value // a resource of each that nobody has in mind
	spelling *spelling                              // nil before it is asked for
}

// NewLedger is the ledger of an application.
func NewLedger(app *model.App) *Ledger {
	l := &Ledger{app: app, grants: map[string][]*model.Grant{}, holdings: map[string]*Holding{}, types: map[catalogue.ResourceType]model.Value{}}
	for i := range app.Grants {
		if g := &app.Grants[i]; g.Identity != "" {
			l.grants[g.Identity] = append(l.grants[g.Identity], g)
		}
	}
	return l
}

// Holding is what an identity may do, all its own policies taken together: those that allow, those
// that deny, and its boundary.
type Holding struct {
	Grants  []*model.Grant // those that may allow something
	Limited bool           // a Deny or a boundary may take something away
	Limits  []*model.Grant // the statements that deny, and those of the boundary

	ledger        *Ledger
	asSet         *compare.Set   // nil before it is asked for
	named         *catalogue.Set // the same
	app           *model.App
	all           []*model.Grant
	conditional   string        // what the identity is under
	own, boundary []model.Value // the statements of its policies
	compiled      *policy.Set
	request       policy.Request
	query         *policy.Query // of the request
	types         map[catalogue.ResourceType]model.Value
	ids           []string // of the grant that each statement of its policies comes from
}

// Of is what an identity may do, or whoever a policy that is attached to nobody here is for.
func (l *Ledger) Of(identity string) *Holding {
	if h := l.holdings[identity]; h != nil {
		return h
	}
	h := &Holding{request: policy.Request{PrincipalKind: policy.RequesterRole, PrincipalAccount: account, ResourceAccount: account, Open: true, Context: overTLS}}
	h.ledger, h.types, h.app, h.all = l, l.types, l.app, l.grants[identity]
	l.holdings[identity] = h
	if i, ok := l.app.Identity(identity); ok {
		h.request.Principal, h.conditional = i.ARN, i.Conditional
		if i.Kind != model.IdentityRole {
			h.request.PrincipalKind = policy.RequesterUser
		}
	}
	for _, g := range h.all {
		s := statement(g)
		if g.Mechanism == model.MechanismBoundary {
			h.Limits = append(h.Limits, g)
			h.boundary = append(h.boundary, s)
			continue
		}
		if g.Effect == model.Deny {
			h.Limits = append(h.Limits, g)
			if g.Conditional != "" && g.Conditional != h.conditional { // it is there in one case and not in the other
				s = model.NewUnknown(model.Cause{Reason: g.Conditional, At: g.At}, g.At, s, model.Value{})
			}
		} else {
			h.Grants = append(h.Grants, g)
		}
		h.own, h.ids = append(h.own, s), append(h.ids, g.ID)
	}
	h.Limited = len(h.Limits) > 0
	return h
}

// set is the identity's policies compiled, which most identities are never asked for.
func (h *Holding) set() *policy.Set {
	if h.compiled != nil {
		return h.compiled
	}
	policies := policy.Policies{Identity: []policy.Document{document(h.own)}}
	if h.boundary != nil {
		policies.Boundary = []policy.Document{document(h.boundary)}
	}
	h.compiled = policy.Compile(policies)
	return h.compiled
}

// Named are the actions that the identity's statements allow by their names, whatever takes them away again. It is shared:
// nobody changes it.
func (h *Holding) Named() *catalogue.Set {
	if h.named == nil {
		h.named = &catalogue.Set{}
		for _, g := range h.Grants {
			if g.Effect == model.Allow {
				h.named.Union(ActionsOf(g))
			}
		}
	}
	return h.named
}

// asking is the request in general, prepared.
func (h *Holding) asking() *policy.Query {
	if h.query == nil {
		h.query = h.request.Prepare()
	}
	return h.query
}

// document is a policy of some statements.
func document(statements []model.Value) policy.Document {
	d, _ := policy.Parse(model.NewMap([]model.Field{
		{Key: "Version", Value: model.NewString(policy.Version2012, model.Location{})},
		{Key: "Statement", Value: settled(model.NewList(statements, model.Location{}))},
	}, model.Location{}))
	return d
}

// given begins the name of what is given at deployment.
const given = "given "

// settled is a value in the provider's ordinary partition, since whether the partition is written or
// left to the platform says nothing about what is meant; and what is given at deployment is the same
// wherever it has the same name.
func settled(v model.Value) model.Value {
	return v.Map(func(part model.Value) model.Value {
		cause, unknown := part.Cause()
		switch ref, isRef := part.Ref(); {
		case isRef && ref.Target == "" && ref.Attribute == "AWS::Partition":
			return model.NewString("aws", part.At)
		case unknown && cause.Name != "" && len(part.Options()) == 0:
			return model.NewReference(model.Ref{Attribute: given + cause.Name}, part.At)
		case part.Kind() == model.Template:
			return part.Joined()
		}
		return part
	})
}

// May answers whether the identity may do an action on a resource as far as its own policies go. The
// spellings are names of one resource: its ARN, a reference to it.
func (h *Holding) May(action string, spellings ...model.Value) policy.Verdict {
	return h.may(h.asking(), action, spellings)
}

func (h *Holding) may(query *policy.Query, action string, spellings []model.Value) policy.Verdict {
	var answer policy.Verdict
	for i, spelling := range spellings {
		v := h.set().EvaluateOwn(query.About(action, settled(spelling)))
		if v.Outcome == policy.ExplicitDeny {
			return v
		}
		if i == 0 || v.Access > answer.Access {
			answer = v
		}
	}
	return answer
}

// By is the grant that decided, "" where it is none of the identity's own.
func (h *Holding) By(v policy.Verdict) string {
	if v.By.Layer != policy.LayerIdentity || v.By.Statement == nil || v.By.Index >= len(h.ids) {
		return ""
	}
	return h.ids[v.By.Index]
}

// UnknownLimit is why it is not known what takes something away from the identity: a boundary that is
// not declared here.
func (h *Holding) UnknownLimit() (reason string, unknown bool) {
	for _, g := range h.Limits {
		if g.Mechanism == model.MechanismBoundary && g.Effect == model.UnknownEffect {
			return "the permissions boundary " + g.Policy + " is not declared here", true
		}
	}
	return "", false
}
