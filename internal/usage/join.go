package usage

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Join says which identities of an application did what is in the log, and to which of its elements. roles says of
// identities, by id or name, which role they are deployed as; the others are told by their names. What is not used for idle days
// counts as not used.
func (l *Log) Join(app *model.App, roles map[string]string, idle int) *model.Usage {
	u := &model.Usage{From: l.From, To: l.To, Idle: idle, Unrecorded: unrecorded(l.recorded), Unread: slices.Sorted(maps.Keys(l.unread))}
	if u.To.IsZero() {
		u.To = l.asked
	}
	j := newJoiner(app, roles)
	u.Told = slices.Sorted(maps.Values(j.identities))
	strangers := map[string]bool{}
	found := map[act]*model.Act{} // by what they are of the application: the role's part is the identity
	for a, t := range l.acts {
		identity := j.identity(a.role)
		if identity == "" {
			strangers[a.role] = true
			continue
		}
		key := act{role: identity, session: j.function(identity, a.session), action: a.action, resource: a.resource, via: a.via}
		if m := found[key]; m != nil {
			both := tally{m.Count, m.Denied, m.First, m.Last}
			both.merge(t)
			m.Count, m.Denied, m.First, m.Last = both.count, both.denied, both.first, both.last
			continue
		}
		found[key] = &model.Act{
			Identity: identity, Function: key.session, Action: a.action, Resource: a.resource, Element: j.element(a.resource), Via: a.via,
			Count: t.count, Denied: t.denied, First: t.first, Last: t.last,
		}
	}
	for _, m := range found {
		u.Acts = append(u.Acts, *m)
	}
	slices.SortFunc(u.Acts, func(a, b model.Act) int {
		return cmp.Or(cmp.Compare(a.Identity, b.Identity), cmp.Compare(a.Action, b.Action), cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Function, b.Function), cmp.Compare(a.Via, b.Via))
	})
	for _, a := range l.accesses {
		if identity := j.identity(a.role); identity != "" {
			a.Identity = identity
			u.Accessed = append(u.Accessed, a.Access)
		} else if a.role != "" {
			strangers[a.role] = true
		}
	}
	u.Strangers = slices.Sorted(maps.Keys(strangers))
	return u
}

// joiner tells what names of a deployment mean in an application. It remembers what it answered.
type joiner struct {
	app        *model.App
	identities map[string]string // by the role's ARN
	functions  map[string]string // by identity and session
	elements   map[string]string // by ARN
	shapes     []shape
}

// shape is what the ARN of an element looks like.
type shape struct {
	id    string
	parts []part
}

func newJoiner(app *model.App, roles map[string]string) *joiner {
	j := &joiner{app: app, identities: map[string]string{}, functions: map[string]string{}, elements: map[string]string{}}
	for name, role := range roles {
		for i := range app.Identities {
			if id := app.Identities[i].ID; id == name || model.LocalName(id) == name {
				j.identities[role] = id
			}
		}
	}
	for i := range app.Resources {
		r := &app.Resources[i]
		j.shapes = append(j.shapes, shape{r.ID, partsOf(r.ARN, r.ID, r.Name, r.Type)})
	}
	for i := range app.Functions {
		f := &app.Functions[i]
		j.shapes = append(j.shapes, shape{f.ID, partsOf(f.ARN, f.ID, f.Properties.Get("FunctionName"), "AWS::Lambda::Function")})
	}
	for i := range app.Identities {
		d := &app.Identities[i]
		j.shapes = append(j.shapes, shape{d.ID, partsOf(d.ARN, d.ID, d.Properties.Get("RoleName"), "AWS::IAM::Role")})
	}
	return j
}

// identity is the identity that a role is, "" where none or more than one fits.
func (j *joiner) identity(role string) string {
	if id, ok := j.identities[role]; ok {
		return id
	}
	_, path, ok := strings.Cut(role, ":role/")
	if !ok {
		return ""
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	var all []candidate
	for i := range j.app.Identities {
		d := &j.app.Identities[i]
		if d.Kind == model.IdentityRole {
			all = append(all, candidate{d.ID, d.Properties.Get("RoleName")})
		}
	}
	id := named(name, all)
	j.identities[role] = id
	return id
}

// function is the function that a session of an identity is of, "" where none or more than one fits.
func (j *joiner) function(identity, session string) string {
	key := identity + "\x00" + session
	if id, ok := j.functions[key]; ok {
		return id
	}
	var all []candidate
	for i := range j.app.Functions {
		if f := &j.app.Functions[i]; f.Role.Target() == identity {
			all = append(all, candidate{f.ID, f.Properties.Get("FunctionName")})
		}
	}
	id := named(session, all)
	j.functions[key] = id
	return id
}

// element is the element that an ARN is of, or of a part of which: a bucket's for an object of it. "" where none or more
// than one fits.
func (j *joiner) element(arn string) string {
	if arn == "" {
		return ""
	}
	if id, ok := j.elements[arn]; ok {
		return id
	}
	best, score, several := "", 0, false
	for _, s := range j.shapes {
		switch n := fit(s.parts, arn); {
		case n > score:
			best, score, several = s.id, n, false
		case n == score && n > 0:
			several = true
		}
	}
	if several {
		best = ""
	}
	j.elements[arn] = best
	return best
}
