package change

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// revision finds what the applications of a revision hold.
type revision struct {
	apps       []*model.App
	identities map[string]*access.Ledger
	functions  map[string]*model.Function
	guarded    map[string]*access.Ledger // what has a policy of its own
	elements   map[string]bool
	runAs      map[string][]string // the functions of an identity
}

func newRevision(apps []*model.App) *revision {
	r := &revision{
		apps: apps, identities: map[string]*access.Ledger{}, functions: map[string]*model.Function{}, guarded: map[string]*access.Ledger{},
		elements: map[string]bool{}, runAs: map[string][]string{},
	}
	for _, app := range apps {
		l := access.NewLedger(app)
		for i := range app.Identities {
			r.identities[app.Identities[i].ID] = l
			r.elements[app.Identities[i].ID] = true
		}
		for i := range app.Functions {
			f := &app.Functions[i]
			r.functions[f.ID] = f
			r.elements[f.ID] = true
			if role := f.Role.Target(); role != "" {
				r.runAs[role] = append(r.runAs[role], f.ID)
			}
		}
		for i := range app.Resources {
			r.elements[app.Resources[i].ID] = true
		}
		for i := range app.Grants {
			if g := &app.Grants[i]; g.Resource != "" {
				r.guarded[g.Resource] = l
			} else if g.Identity != "" && r.identities[g.Identity] == nil {
				r.identities[g.Identity] = l // a policy that is attached to nobody here is for somebody
			}
		}
	}
	return r
}

func (r *revision) has(function string) bool { return r.functions[function] != nil }

func (r *revision) declares(element string) bool { return r.elements[element] }

// holder is what somebody may do.
type holder struct {
	set    compare.Set
	policy func(policy.Source) string // the provider's policy that a statement is of
}

func (r *revision) holding(id string) (holder, bool) {
	l := r.identities[id]
	if l == nil {
		return holder{}, false
	}
	h := l.Of(id)
	return holder{h.Set(), h.ProvidedBy}, true
}

// role is what the identity of a function may do; a statement that is known by its name alone where it is not declared.
func (r *revision) role(f *model.Function) holder {
	if h, ok := r.holding(f.Role.Target()); ok {
		return h
	}
	if f.Role.IsAbsent() {
		return holder{}
	}
	return holder{set: access.Named("the role "+f.Role.String(), f.At)}
}

// policyOf is what the own policy of an element lets others do.
func (r *revision) policyOf(id string) holder {
	l := r.guarded[id]
	if l == nil {
		return holder{}
	}
	return holder{set: l.Guard(id)}
}

// permission is a statement that may allow something.
type permission struct {
	source policy.Source
	of     compare.Set
}

// permissions are the statements of the policies of a set that may allow something.
func permissions(s compare.Set) []permission {
	var out []permission
	for p := range s.Identity {
		for i := range s.Identity[p].Statements {
			if of := &s.Identity[p].Statements[i]; of.Effect != model.Deny {
				out = append(out, permission{policy.Source{Layer: policy.LayerIdentity, Policy: p, Index: i, Statement: of}, s})
			}
		}
	}
	return out
}

// alone is a statement in the place of all that allow, with what limits it. Of what is not known that is what the other set
// has as well: it says the same there.
func (p permission) alone(s policy.Statement, in compare.Set) compare.Set {
	out := compare.Set{Identity: slices.Clone(p.of.Identity), Boundary: p.of.Boundary}
	for i := range out.Identity {
		d := &out.Identity[i]
		d.Statements = slices.DeleteFunc(slices.Clone(d.Statements), func(other policy.Statement) bool {
			return other.Effect != model.Deny && !has(in, other.Hole)
		})
	}
	d := &out.Identity[p.source.Policy]
	d.Statements = append(d.Statements, s)
	return out
}

// has reports whether a set has what is known by the same name alone.
func has(s compare.Set, hole model.Value) bool {
	ref, named := hole.Ref()
	return named && slices.ContainsFunc(s.Identity, func(d policy.Document) bool {
		return slices.ContainsFunc(d.Statements, func(other policy.Statement) bool {
			of, named := other.Hole.Ref()
			return named && of.Target == ref.Target && of.Attribute == ref.Attribute
		})
	})
}
