package least

import (
	"cmp"
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Row is one action of a role on one thing: who needs it, whether it was seen, what grants it.
type Row struct {
	Action  string
	On      string // id of the element, or a name; "" where the action has no resource, or it is not known
	Needs   []*Need
	Acts    []model.Act
	Granted policy.Truth
	By      []*model.Grant // the statements that grant it
}

// Judgement says in a word what need, use and grant say together.
type Judgement string

// The judgements.
const (
	InUse      Judgement = "in use"      // needed, seen and granted
	NotSeen    Judgement = "not seen"    // needed and granted, and the records would show it
	NotShown   Judgement = "not shown"   // needed and granted, and the records do not show it
	Missing    Judgement = "missing"     // needed and not granted
	Refused    Judgement = "refused"     // tried, and refused every time
	Unexpected Judgement = "unexpected"  // seen, and the code does not need it
	Undecided  Judgement = "not certain" // seen; the code is not known well enough to say whether it needs it
	ByService  Judgement = "by service"  // seen, and only in requests that a service made in the role's name
)

// Judge says what a row of a role comes to.
func (a *Audit) Judge(r *Role, row *Row) Judgement {
	seen, refused := row.Count()
	switch {
	case refused > 0 && refused == seen:
		return Refused
	case row.Granted == policy.No && len(row.Needs) > 0 && seen == 0:
		return Missing
	case len(row.Needs) > 0 && seen > 0:
		return InUse
	case len(row.Needs) > 0 && a.app.Usage.Shows(row.Action) && a.app.Usage.Long():
		return NotSeen
	case len(row.Needs) > 0:
		return NotShown
	case !slices.ContainsFunc(row.Acts, func(act model.Act) bool { return act.Via == "" }):
		return ByService
	case r.Certain():
		return Unexpected
	}
	return Undecided
}

// Count is how often it was seen, and how often it was refused.
func (r *Row) Count() (all, denied int) {
	for _, a := range r.Acts {
		all += a.Count
		denied += a.Denied
	}
	return all, denied
}

// Idle is what one statement of a role allows and nobody was seen to do.
type Idle struct {
	Statement *Statement
	Silent    []catalogue.Action // the records would show them
	Hidden    []catalogue.Action // the records would not
	Needed    []catalogue.Action // of both: the code takes them all the same
}

// Whole reports whether nothing that the statement allows was seen, and the records would show all of it.
func (i *Idle) Whole() bool {
	return len(i.Hidden) == 0 && len(i.Silent) > 0 && len(i.Silent) == len(i.Statement.Gives)
}

// Observed joins what a role needs, what it was seen to do and what it is granted: a row for each action and thing that is
// needed or was seen, and for each statement what of it was not seen. The application has records.
func (a *Audit) Observed(r *Role) ([]Row, []Idle) {
	acts := a.app.Usage.Of(r.Identity.ID)
	taken := make([]bool, len(acts))
	of := table{at: map[[2]string]int{}}
	for _, n := range r.Needs {
		row := Row{Action: n.Action, On: shownTarget(n), Needs: []*Need{n}, Granted: n.Granted}
		for i, act := range acts {
			if a.isNeed(n, act) {
				row.Acts = append(row.Acts, act)
				taken[i] = true
			}
		}
		for i := range r.Statements {
			if s := &r.Statements[i]; slices.Contains(s.Needs, n) {
				row.By = append(row.By, s.Grant)
			}
		}
		of.put(row)
	}
	for i, act := range acts {
		if taken[i] {
			continue
		}
		row := Row{Action: act.Action, On: cmp.Or(act.Element, act.Resource), Acts: []model.Act{act}}
		for k := range r.Statements {
			if s := &r.Statements[k]; a.gives(s, act) {
				row.By = append(row.By, s.Grant)
				row.Granted = policy.Yes
			}
		}
		of.put(row)
	}
	rows := of.rows
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Action, b.Action), cmp.Compare(a.On, b.On)) })
	return rows, a.idle(r, acts)
}

// Unexplained is something that a role was seen to do and no code needs; seen is false where there is nothing, or no records.
func (a *Audit) Unexplained(r *Role) (row Row, seen bool) {
	if a.app.Usage == nil {
		return Row{}, false
	}
	rows, _ := a.Observed(r)
	for _, row := range rows {
		if a.Judge(r, &row) == Unexpected {
			return row, true
		}
	}
	return Row{}, false
}

// table is rows, each action and thing once.
type table struct {
	rows []Row
	at   map[[2]string]int
}

// put adds a row: what is done to the same thing twice is one.
func (t *table) put(row Row) {
	key := [2]string{row.Action, row.On}
	i, known := t.at[key]
	if !known {
		t.at[key] = len(t.rows)
		t.rows = append(t.rows, row)
		return
	}
	same := &t.rows[i]
	same.Needs = append(same.Needs, row.Needs...)
	for _, act := range row.Acts {
		if !slices.Contains(same.Acts, act) {
			same.Acts = append(same.Acts, act)
		}
	}
	for _, g := range row.By {
		if !slices.Contains(same.By, g) {
			same.By = append(same.By, g)
		}
	}
	same.Granted = max(same.Granted, row.Granted)
}

// shownTarget is what a need is on, for a row.
func shownTarget(n *Need) string {
	switch {
	case n.On.Kind == model.TargetAny, n.Open():
		return ""
	case n.On.ID != "":
		return n.On.ID
	case n.On.Name != "":
		return n.On.Name
	}
	return n.On.Value.String()
}

// isNeed reports whether what was seen is what a need takes. Where the one or the other does not say on what, it may be.
func (a *Audit) isNeed(n *Need, act model.Act) bool {
	switch {
	case n.Action != act.Action:
		return false
	case n.Open(), n.On.Kind == model.TargetAny, act.Resource == "":
		return true
	case n.On.ID != "":
		return n.On.ID == act.Element
	case act.Element != "":
		return false
	}
	return policy.MatchResource(own(n.Value), model.NewString(act.Resource, model.Location{})) != policy.No ||
		policy.MatchResource(n.Value, model.NewString(act.Resource, model.Location{})) != policy.No
}

// gives reports whether a statement allows what was seen.
func (a *Audit) gives(s *Statement, act model.Act) bool {
	if s.extents == nil {
		s.extents = make(map[string]int, len(s.Gives))
		for i := range s.Gives {
			s.extents[s.Gives[i].Action.String()] = i
		}
	}
	i, given := s.extents[act.Action]
	if !given {
		return false
	}
	e := s.Gives[i]
	return e.Elsewhere || act.Element == "" && act.Resource == "" || act.Element != "" && a.isIn(e, act.Element)
}

// isIn reports whether an extent takes in an element, for certain or perhaps.
func (a *Audit) isIn(e Extent, id string) bool {
	return slices.ContainsFunc(slices.Concat(e.things, e.perhaps), func(i int) bool { return a.things[i].id == id })
}

// idle is what of each statement was not seen.
func (a *Audit) idle(r *Role, acts []model.Act) []Idle {
	var out []Idle
	seen := map[string][]model.Act{}
	for _, act := range acts {
		seen[act.Action] = append(seen[act.Action], act)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		idle := Idle{Statement: s}
		for _, e := range s.Gives {
			used := slices.ContainsFunc(seen[e.Action.String()], func(act model.Act) bool { return a.gives(s, act) }) // one that was refused was wanted
			switch {
			case used || a.accessed(r, e.Action):
				continue
			case a.silent(r, e.Action):
				idle.Silent = append(idle.Silent, e.Action)
			default:
				idle.Hidden = append(idle.Hidden, e.Action)
			}
			if r.want[e.Action] != nil {
				idle.Needed = append(idle.Needed, e.Action)
			}
		}
		if len(idle.Silent)+len(idle.Hidden) > 0 {
			out = append(out, idle)
		}
	}
	return out
}

// accessed reports whether the provider says that the role took an action within the days that count.
func (a *Audit) accessed(r *Role, action catalogue.Action) bool {
	u := a.app.Usage
	access, asked := u.Access(r.Identity.ID, action.Service().Prefix())
	if !asked {
		return false
	}
	for _, one := range access.Actions {
		if one.Action == action.String() {
			return !one.Last.IsZero() && u.To.Sub(one.Last).Hours() < float64(24*u.Idle)
		}
	}
	return false
}

// silent reports whether it is known that the role did not take an action that is not among what it was seen to do: it would
// be in the records and these are of long enough, or the provider says that the role did not use the service.
func (a *Audit) silent(r *Role, action catalogue.Action) bool {
	u := a.app.Usage
	if access, asked := u.Access(r.Identity.ID, action.Service().Prefix()); asked {
		if access.Last.IsZero() {
			return true
		}
		for _, one := range access.Actions {
			if one.Action == action.String() {
				return true // and not lately: see accessed
			}
		}
	}
	return u.Shows(action.String()) && u.Long()
}
