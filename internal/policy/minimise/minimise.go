package minimise

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/compare"
)

// Options say what may be done.
type Options struct {
	// Wildcards are written where they match the same actions of the catalogue. The proof is then for those alone:
	// actions that are invented later are allowed as well.
	Wildcards bool
	// Sids are given to all statements; otherwise a statement that was made of one keeps that one's.
	Sids  bool
	Steps int // of each comparison; 0 for compare.DefaultSteps
}

// Statement is a statement of a minimised policy.
type Statement struct {
	policy.Statement
	From []int // the statements that it was made of, by their place in the document
}

// Result is a minimised policy.
type Result struct {
	Statements []Statement
	Needless   []int    // statements that were left out: others say the same, or everything that they allow is denied
	Kept       []Reason // why some stayed as they were
}

// Reason is why a statement stayed as it was.
type Reason struct {
	Statement int
	compare.Reason
}

// Document is the smallest readable policy found that says exactly what a document says. The order of its statements does
// not depend on theirs.
func Document(d policy.Document, o Options) Result {
	m := &minimiser{Options: o, variables: d.Variables, texts: compare.NewTexts()}
	var out Result
	var shaped []part
	for _, i := range inOrder(d.Statements) {
		p, why := m.part(&d.Statements[i], i)
		if why != "" {
			out.Kept = append(out.Kept, Reason{i, compare.Reason{Text: why, At: d.Statements[i].At}})
			out.Statements = append(out.Statements, Statement{d.Statements[i], []int{i}})
			continue
		}
		shaped = append(shaped, p)
	}
	shaped = m.withoutDenied(shaped)
	for _, effect := range []model.Effect{model.Allow, model.Deny} {
		of := slices.DeleteFunc(slices.Clone(shaped), func(p part) bool { return p.effect != effect })
		parts, kept := m.minimise(of)
		out.Kept = append(out.Kept, kept...)
		for _, p := range parts {
			out.Statements = append(out.Statements, p.statement(d.Statements))
		}
	}
	out.Statements = m.withoutImplied(out.Statements)
	out.Needless = needless(d, out.Statements)
	out.Kept = slices.DeleteFunc(out.Kept, func(r Reason) bool { return slices.Contains(out.Needless, r.Statement) })
	m.arrange(out.Statements)
	return out
}

// inOrder are the places of statements in the order of what they say, so that nothing depends on how they are ordered.
func inOrder(statements []policy.Statement) []int {
	keys, out := make([]string, len(statements)), make([]int, len(statements))
	for i := range statements {
		keys[i], out[i] = Value(&statements[i]).String(), i
	}
	slices.SortStableFunc(out, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	return out
}

// minimiser holds what is known of the texts of a document.
type minimiser struct {
	Options
	variables policy.Truth
	texts     *compare.Texts
}

// minimise is parts of one effect anew. Where the whole cannot be proved, each group of like parts is tried on its own.
func (m *minimiser) minimise(parts []part) (out []part, kept []Reason) {
	best := m.factor(parts)
	for {
		merged, changed := m.mergeConditions(best)
		if !changed {
			break
		}
		best = m.factor(merged)
	}
	if ok, _ := m.same(parts, best); ok {
		return m.shorten(best), nil
	}
	for _, g := range groups(parts) {
		best := m.factor(g)
		if ok, why := m.same(g, best); !ok {
			for _, p := range g {
				kept = append(kept, Reason{p.from[0], why})
			}
			best = g
		}
		out = append(out, best...)
	}
	return m.shorten(out), kept
}

// withoutDenied leaves out the parts of which everything that they allow is denied.
func (m *minimiser) withoutDenied(parts []part) []part {
	var denies []policy.Statement
	for i := range parts {
		if parts[i].effect == model.Deny {
			denies = append(denies, parts[i].bare())
		}
	}
	if denies == nil {
		return parts
	}
	return slices.DeleteFunc(parts, func(p part) bool {
		return p.effect == model.Allow && m.within(append(slices.Clip(denies), p.bare()), nil)
	})
}

// withoutImplied leaves out the statements that say what others of the same effect say together.
func (m *minimiser) withoutImplied(statements []Statement) []Statement {
	for i := len(statements) - 1; i >= 0; i-- {
		s := &statements[i].Statement
		var others []policy.Statement
		for j := range statements {
			if o := &statements[j].Statement; j != i && o.Effect == s.Effect && !o.IsHole() {
				others = append(others, allowing(*o))
			}
		}
		if s.Effect != model.UnknownEffect && others != nil && m.within([]policy.Statement{allowing(*s)}, others) {
			statements = slices.Delete(statements, i, i+1)
		}
	}
	return statements
}

// within reports whether it is proved that what statements allow is within what others allow.
func (m *minimiser) within(a, b []policy.Statement) bool {
	return compare.Within(m.set(a), m.set(b), compare.Options{Steps: m.Steps}).Within == policy.Yes
}

// needless are the statements of a document that went into none of the result.
func needless(d policy.Document, r []Statement) []int {
	var out []int
	for i := range d.Statements {
		if !slices.ContainsFunc(r, func(s Statement) bool { return slices.Contains(s.From, i) }) {
			out = append(out, i)
		}
	}
	return out
}

// set is a policy of some statements.
func (m *minimiser) set(statements []policy.Statement) compare.Set {
	return compare.Set{Identity: []policy.Document{{Version: policy.Version2012, Variables: m.variables, Statements: statements}}}
}

// allowing is a statement that allows what another one allows or denies.
func allowing(s policy.Statement) policy.Statement {
	s.Effect = model.Allow
	return s
}

// same proves that parts say the same as others.
func (m *minimiser) same(before, after []part) (bool, compare.Reason) {
	statements := func(parts []part) compare.Set {
		out := make([]policy.Statement, len(parts))
		for i, p := range parts {
			out[i] = allowing(p.bare())
		}
		return m.set(out)
	}
	r := compare.Compare(statements(before), statements(after), compare.Options{Steps: m.Steps})
	if r.Relation == compare.Equal {
		return true, compare.Reason{}
	}
	other := compare.Reason{Text: "what was made of it says something else", At: before[0].at}
	return false, slices.Concat(r.NewInOld.Because, r.OldInNew.Because, []compare.Reason{other})[0]
}
