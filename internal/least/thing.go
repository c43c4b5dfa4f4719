package least

import (
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// thing is something that actions act on and that has a name: what the application declares, with its parts, or what
// only code or a statement names.
type thing struct {
	id    string // of the element; "" for what nobody declares
	name  string // as it is shown
	names map[catalogue.ResourceType][]*alias
	means []called // each of the names once
}

// called is a name, with own names, and the service that it says; "" where it does not.
type called struct {
	name    model.Value
	text    string // the same for the same name
	service string
}

// calledAs is a name with its service.
func calledAs(name model.Value) called {
	c := called{name: name, text: name.Meaning()}
	if parts := name.Parts(); len(parts) > 0 {
		fields := strings.SplitN(parts[0].TextOr(""), ":", 4)
		if len(fields) == 4 && fields[0] == "arn" && !strings.ContainsAny(fields[2], "*?") {
			c.service = fields[2]
		}
	}
	return c
}

// alias is a name that a statement may mean a thing by, in the ways that are asked about.
type alias struct {
	named model.Value // with own names
	made  model.Value // the name where the platform makes a part of it, else absent

	asked, meant *policy.Named // both, as policies are asked about them; nil before they are
}

// asAsked is the name as policies are asked about it.
func (a *alias) asAsked() policy.Named {
	if a.asked == nil {
		name := policy.Name(a.named)
		a.asked = &name
	}
	return *a.asked
}

// asMeant is the name with what the platform makes of it not known, as policies are asked about it.
func (a *alias) asMeant() policy.Named {
	if a.meant == nil {
		name := policy.Name(generated(a.made))
		a.meant = &name
	}
	return *a.meant
}

func aliasOf(name model.Value) *alias {
	a := &alias{named: own(name)}
	if slices.ContainsFunc(name.Parts(), func(p model.Value) bool { return p.Target() != "" }) {
		a.made = name
	}
	return a
}

// called is the id of the element, or the name of what nobody declares.
func (t *thing) called() string {
	if t.id != "" {
		return t.id
	}
	return t.name
}

// part is some part of a thing: which one is not said.
var part = model.NewUnknown(model.Cause{Name: "", Reason: "it depends on which part is meant"}, model.Location{})

// collect lists the things of the application: what it declares, then what its code and its statements name beside.
func (a *Audit) collect() {
	app := a.app
	for i := range app.Resources {
		r := &app.Resources[i]
		a.declare(r.ID, r.Type, r.ARN)
	}
	for i := range app.Functions {
		a.declare(app.Functions[i].ID, "AWS::Lambda::Function", app.Functions[i].ARN)
	}
	for i := range app.Identities {
		if app.Identities[i].Kind == model.IdentityRole {
			a.declare(app.Identities[i].ID, "AWS::IAM::Role", app.Identities[i].ARN)
		}
	}
	named := map[string]bool{}
	mention := func(v model.Value) {
		name := a.ledger.Spell(v)
		if key := name.Meaning(); len(named) < mostNames && !named[key] {
			named[key] = true
			if !a.isOther(name) {
				return
			}
			a.add(thing{name: v.String(), names: namesOf(name, typesOf(policy.SampleARN(name)))})
		}
	}
	for i := range app.Functions {
		for _, n := range a.needs[app.Functions[i].ID].Needs {
			if n.On.Kind == model.TargetLiteral || n.On.Kind == model.TargetRef && n.On.ID == "" {
				mention(n.On.Value)
			}
		}
	}
	for i := range app.Grants {
		if g := &app.Grants[i]; g.Identity != "" && g.Effect == model.Allow && !g.Provided {
			for _, v := range g.Resources {
				mention(v)
			}
		}
	}
}

// isOther reports whether a name is of one thing, or of some whose names are alike, that is not declared.
func (a *Audit) isOther(name model.Value) bool {
	named := own(name)
	if policy.ResourceWidth(named) >= policy.WidthKind || name.IsUnknown() || name.IsAbsent() {
		return false
	}
	types := typesOf(policy.SampleARN(name))
	for _, p := range name.Parts() {
		if p.Target() != "" && slices.ContainsFunc(a.things, func(t thing) bool { return t.id == p.Target() && t.has(types) }) {
			return false
		}
	}
	as := calledAs(named)
	for i := range a.things {
		if a.things[i].is(as) != policy.No {
			return false
		}
	}
	return true
}

// has reports whether a thing, or a part of it, is of one of some types; of no types it is.
func (t *thing) has(types []catalogue.ResourceType) bool {
	return len(types) == 0 || slices.ContainsFunc(types, func(of catalogue.ResourceType) bool { return t.names[of] != nil })
}

// declare adds an element of the application with the parts that its type has.
func (a *Audit) declare(id, kind string, arn model.Value) {
	name := a.ledger.Spell(arn)
	types := typesOf(policy.SampleARN(arn))
	known := len(types) > 0
	if !known {
		types = namedType(kind)
	}
	if len(types) == 0 {
		return
	}
	t := thing{id: id, name: model.LocalName(id), names: namesOf(name, types)}
	named := known && !slices.ContainsFunc(name.Parts(), func(p model.Value) bool { return p.Target() != "" })
	if form := written(id, kind, types[0]); (!known || named) && !form.IsAbsent() {
		as := aliasOf(a.ledger.Spell(form))
		if named {
			as.made = model.Value{} // the platform makes no part of its name
		}
		t.names[types[0]] = append(t.names[types[0]], as)
	}
	for _, whole := range types {
		for _, in := range partsOf(whole) {
			t.names[in.of] = append(t.names[in.of], aliasOf(model.NewTemplate(append([]model.Value{name}, in.suffix...), name.At)))
		}
	}
	a.add(t)
}

// written is the ARN of something that the model gives none, or one with its name, as a policy may write it: with the
// reference in the only place that names it. It is absent where the reference is no name, or there are more places.
func written(id, kind string, t catalogue.ResourceType) model.Value {
	arn, places := filled(t, model.NewReference(model.Ref{Target: id, Attribute: "Ref"}, model.Location{}), model.Location{})
	if refIsARN[kind] || kind == "AWS::SQS::Queue" || places != 1 {
		return model.Value{}
	}
	return arn
}

func (a *Audit) add(t thing) {
	if a.byType == nil {
		a.byType = map[catalogue.ResourceType][]int{}
	}
	for kind, names := range t.names {
		a.byType[kind] = append(a.byType[kind], len(a.things))
		for _, of := range names {
			as := calledAs(of.named)
			if !slices.ContainsFunc(t.means, func(c called) bool { return c.text == as.text }) {
				t.means = append(t.means, as)
			}
		}
	}
	a.things = append(a.things, t)
}

func namesOf(name model.Value, types []catalogue.ResourceType) map[catalogue.ResourceType][]*alias {
	out := map[catalogue.ResourceType][]*alias{}
	of := aliasOf(name)
	for _, t := range types {
		out[t] = []*alias{of}
	}
	return out
}

// inside is a type of parts, with what stands behind the name of the whole in their names.
type inside struct {
	of     catalogue.ResourceType
	suffix []model.Value
}

// parts are the types of parts by the type of the whole, as far as anybody asked.
var parts sync.Map

// partsOf are the types of the parts that something of a type has.
func partsOf(whole catalogue.ResourceType) []inside {
	if known, ok := parts.Load(whole); ok {
		return known.([]inside)
	}
	var out []inside
	for of := range whole.Service().ResourceTypes() {
		if suffix, ok := within(whole, of); ok {
			out = append(out, inside{of, suffix})
		}
	}
	parts.Store(whole, out)
	return out
}

// within is what stands behind the name of something of a type in the names of its parts of another type: the objects of
// a bucket, the indexes of a table. What names the part is not known.
func within(own, inside catalogue.ResourceType) ([]model.Value, bool) {
	rest, ok := strings.CutPrefix(inside.ARN(), own.ARN())
	if !ok || rest == "" || rest[0] != '/' && rest[0] != ':' {
		return nil, false
	}
	var out []model.Value
	for {
		text, after, found := strings.Cut(rest, "${")
		if text != "" {
			out = append(out, model.NewString(text, model.Location{}))
		}
		if !found {
			return out, true
		}
		_, rest, _ = strings.Cut(after, "}")
		out = append(out, part)
	}
}

// meantBy are the things that a name, spelled as the sets are, can mean or mean a part of.
func (a *Audit) meantBy(name model.Value) []int {
	as := calledAs(own(name))
	if known, ok := a.meant[as.text]; ok {
		return known
	}
	var out []int
	for i := range a.things {
		if a.things[i].is(as) != policy.No {
			out = append(out, i)
		}
	}
	a.meant[as.text] = out
	return out
}

// is answers whether a name can mean the thing or something in it.
func (t *thing) is(of called) policy.Truth {
	answer := policy.No
	for _, own := range t.means {
		if own.service != of.service && own.service != "" && of.service != "" {
			continue
		}
		if own.text == of.text {
			return policy.Yes
		}
		if answer = answer.Or(policy.MatchResource(of.name, own.name)); answer == policy.Yes {
			return answer
		}
	}
	return answer
}

// typesOf are the types of resource that an ARN can name.
func typesOf(arn string) []catalogue.ResourceType {
	if !strings.HasPrefix(arn, "arn:") {
		return nil
	}
	return catalogue.TypesOf(arn)
}

// namedType is the type that CloudFormation calls as the permission language does: AWS::SecretsManager::Secret.
func namedType(kind string) []catalogue.ResourceType {
	words := strings.Split(kind, "::")
	if len(words) != 3 {
		return nil
	}
	service, ok := catalogue.LookupService(strings.ToLower(words[1]))
	if !ok {
		return nil
	}
	t, ok := service.ResourceType(words[2])
	if !ok {
		return nil
	}
	return []catalogue.ResourceType{t}
}

// other is something of a type that nobody declares.
func (a *Audit) other(t catalogue.ResourceType) *alias {
	v, made := a.others[t]
	if !made {
		v = aliasOf(a.ledger.Spell(access.Undeclared(t, model.Location{})))
		a.others[t] = v
	}
	return v
}
