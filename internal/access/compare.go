package access

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Compare answers what a new set is to an old one, as compare.Compare does. A policy that is known by its name alone is
// taken to say the same wherever it is named: what is proved holds whatever that is, and a witness is a request that it
// is supposed neither to allow nor to deny.
func Compare(old, new compare.Set, o compare.Options) compare.Result { //nolint:revive // the word says it best
	r := compare.Compare(old, new, o)
	r.NewInOld, r.OldInNew = resolve(r.NewInOld, new, old, o), resolve(r.OldInNew, old, new, o)
	r.Relation = compare.RelationOf(r.NewInOld, r.OldInNew)
	return r
}

// Within answers whether everything that a set allows is allowed by another one, as Compare does.
func Within(a, b compare.Set, o compare.Options) compare.Answer {
	return resolve(compare.Within(a, b, o), a, b, o)
}

// Named is what a policy may say of which only the name is known.
func Named(name string, at model.Location) compare.Set {
	hole := model.NewReference(model.Ref{Attribute: given + name}, at)
	return compare.Set{Identity: []policy.Document{{Version: policy.Version2012, Statements: []policy.Statement{{
		Effect: model.UnknownEffect, Hole: hole, At: at,
	}}}}}
}

// resolve is an answer, with what is supposed of policies that are known by their names alone, and of what is given at
// deployment, where that decides it.
func resolve(strict compare.Answer, a, b compare.Set, o compare.Options) compare.Answer {
	if strict.Within != policy.Maybe {
		return strict
	}
	g := gifts{options: map[string][]string{}}
	a, b = g.set(a), g.set(b)
	from, isFrom := supposing(a)
	to, isTo := supposing(b)
	if !isFrom && !isTo && len(g.options) == 0 {
		return strict
	}
	supposed := compare.Within(from, to, o)
	if supposed.Within == policy.No && supposes(supposed.Witness) { // there may be another witness beside it
		var unless []string
		if from, to, unless = without(a, b); len(unless) == 0 {
			return strict
		}
		switch supposed = compare.Within(from, to, o); supposed.Within {
		case policy.Yes: // nothing else is in doubt
			if text := doubt(names(a), names(b)); text != "" {
				strict.Because = []compare.Reason{{Text: text, At: strict.Because[0].At}}
			}
			return strict
		case policy.Maybe:
			return strict
		case policy.No:
		}
		supposed.Witness.Without = slices.Concat(supposed.Witness.Without, unless)
	}
	if supposed.Within == policy.Maybe || supposed.Within == policy.No && !g.every(from, to, supposed.Witness.Request) {
		return strict
	}
	return supposed
}

// doubt is why what one set allows may not be allowed by another one, by what each has that is known by its name alone.
func doubt(from, to []string) string {
	var out []string
	for _, name := range from {
		if !slices.Contains(to, name) {
			out = append(out, "what "+name+" allows is not known")
		}
	}
	for _, name := range to {
		if !slices.Contains(from, name) {
			out = append(out, "whether "+name+" takes it away is not known")
		}
	}
	return strings.Join(out, ", ")
}

// names are those of what is known by its name alone.
func names(s compare.Set) []string {
	var out []string
	replacing(s, func(_ *policy.Statement, name string, _ bool) []policy.Statement {
		out = append(out, name)
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out)
}

func supposes(w *compare.Witness) bool {
	for key := range w.Request.Context {
		if strings.HasPrefix(key, saysSo) {
			return true
		}
	}
	return false
}

// without are sets but for the statements of which nothing is known: they are supposed neither to allow nor to deny, and
// those of a boundary to allow. A witness is one unless they decide otherwise.
func without(a, b compare.Set) (from, to compare.Set, unless []string) {
	leaveOut := func(s compare.Set, effect string) compare.Set {
		return replacing(s, func(of *policy.Statement, name string, boundary bool) []policy.Statement {
			if boundary {
				unless = append(unless, saysSo+name+withholdsIt)
				return []policy.Statement{everything(of, model.Allow)}
			}
			unless = append(unless, saysSo+name+effect)
			return nil
		})
	}
	from, to = leaveOut(a, deniesIt), leaveOut(b, allowsIt)
	slices.Sort(unless)
	return from, to, slices.Compact(unless)
}

// The condition keys that say what a policy does that is known by its name alone: saysSo, the name, and one of these.
const (
	saysSo      = supposed + "that "
	allowsIt    = " allows it"
	deniesIt    = " denies it"
	withholdsIt = " does not allow it" // a boundary
)

// supposing is a set in which each statement that is known by the name of its policy alone is one that allows what that
// policy allows and one that denies what it denies: each request says whether it is among those.
func supposing(s compare.Set) (out compare.Set, changed bool) {
	out = replacing(s, func(of *policy.Statement, name string, boundary bool) []policy.Statement {
		changed = true
		if boundary {
			return []policy.Statement{says(of, model.Allow, name+withholdsIt, "true")}
		}
		return []policy.Statement{says(of, model.Allow, name+allowsIt, "false"), says(of, model.Deny, name+deniesIt, "false")}
	})
	return out, changed
}

// replacing is a set with others in the place of the statements that are known by the name of their policy alone.
func replacing(s compare.Set, by func(of *policy.Statement, name string, boundary bool) []policy.Statement) compare.Set {
	replace := func(list []policy.Document, boundary bool) []policy.Document {
		list = slices.Clone(list)
		for i := range list {
			var statements []policy.Statement
			for _, of := range list[i].Statements {
				if ref, named := of.Hole.Ref(); named && of.Alternatives == nil {
					statements = append(statements, by(&of, strings.TrimPrefix(ref.Attribute, given), boundary)...)
				} else {
					statements = append(statements, of)
				}
			}
			list[i].Statements = statements
		}
		return list
	}
	return compare.Set{Identity: replace(s.Identity, false), Boundary: replace(s.Boundary, true)}
}

// says is a statement about everything of which a key says that, or does not say it.
func says(of *policy.Statement, effect model.Effect, that, absent string) policy.Statement {
	s := everything(of, effect)
	s.Conditions = []policy.Condition{keyIs(saysSo+that, absent, of.At)}
	return s
}

// everything is a statement about everything.
func everything(of *policy.Statement, effect model.Effect) policy.Statement {
	all := []model.Value{model.NewString("*", of.At)}
	return policy.Statement{Effect: effect, Actions: all, Resources: all, At: of.At, Source: of.Hole}
}

// keyIs is the condition that a request has a key, or is without it.
func keyIs(key, absent string, at model.Location) policy.Condition {
	return policy.Condition{
		Operator: policy.Operator{Comparison: policy.Null}, Key: key, Values: []model.Value{model.NewString(absent, at)}, At: at,
	}
}
