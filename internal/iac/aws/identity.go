package aws

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

func identity(d *Declared) model.Identity {
	p := d.Properties
	return model.Identity{
		ID: d.ID, Name: p.Get(types[d.Type].name).TextOr(d.Name), ARN: arnOf(d),
		Kind: map[string]model.IdentityKind{"AWS::IAM::Role": model.IdentityRole, "AWS::IAM::User": model.IdentityUser, "AWS::IAM::Group": model.IdentityGroup}[d.Type],
		At:   d.At, Trust: p.Get("AssumeRolePolicyDocument"), Managed: attachedPolicies(p),
		Boundary: p.Get("PermissionsBoundary"), Properties: p, Conditional: d.Conditional,
		Path: d.Origin.Path, Library: d.Origin.Library,
	}
}

// attachedPolicies are the names of the policies attached to an identity.
func attachedPolicies(properties model.Value) []model.Value {
	all := properties.Get("ManagedPolicyArns").OneOrMany()
	return all[:min(len(all), maxAttached):min(len(all), maxAttached)]
}

// policies adds the grants that a resource carries or makes.
func (b *builder) policies(d *Declared) {
	p := d.Properties
	switch d.Type {
	case "AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group":
		b.identityPolicies(d)
	case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy":
		for _, list := range []string{"Roles", "Users", "Groups"} {
			for _, member := range p.Get(list).OneOrMany() {
				b.attached(d, member)
			}
		}
		if d.Type == "AWS::IAM::ManagedPolicy" && !b.attachedByName[d.ID] {
			b.unattached(d)
		}
	case "AWS::IAM::RolePolicy":
		b.attached(d, p.Get("RoleName"))
	case "AWS::IAM::UserPolicy":
		b.attached(d, p.Get("UserName"))
	case "AWS::IAM::GroupPolicy":
		b.attached(d, p.Get("GroupName"))
	default:
		b.resourcePolicies(d)
	}
}

func (b *builder) identityPolicies(d *Declared) {
	p := d.Properties
	b.document(p.Get("AssumeRolePolicyDocument"), model.Grant{ID: d.ID + "/AssumeRolePolicyDocument", Resource: d.ID, Mechanism: model.MechanismTrust, Conditional: d.Conditional})
	for i, inline := range p.Get("Policies").OneOrMany() {
		b.document(inline.Get("PolicyDocument"), model.Grant{
			ID: d.ID + "/Policies/" + strconv.Itoa(i), Identity: d.ID, Mechanism: model.MechanismInline,
			Policy: inline.Get("PolicyName").String(), Conditional: d.Conditional,
		})
	}
	if all := p.Get("ManagedPolicyArns"); len(all.Items()) > maxAttached {
		b.app.Unknowns = append(b.app.Unknowns, model.Gap{
			Element: d.ID, Path: "ManagedPolicyArns", Reason: fmt.Sprintf("%d policies are attached: those after the first %d are not read", len(all.Items()), maxAttached), At: all.At, Uses: 1,
		})
	}
	for i, name := range attachedPolicies(p) {
		b.managed(d, name, "ManagedPolicyArns/"+strconv.Itoa(i), model.MechanismManaged)
	}
	if boundary := p.Get("PermissionsBoundary"); !boundary.IsAbsent() {
		b.managed(d, boundary, "PermissionsBoundary", model.MechanismBoundary)
	}
}

// managed adds the grants of a policy attached by name: those of a policy that the application
// declares, else one grant that only names the policy.
func (b *builder) managed(d *Declared, name model.Value, place string, mechanism model.Mechanism) {
	g := model.Grant{ID: d.ID + "/" + place, Identity: d.ID, Mechanism: mechanism, Conditional: d.Conditional}
	if declared := b.find(name, d, "iam"); declared != nil && declared.Type == "AWS::IAM::ManagedPolicy" {
		g.Policy = declared.Properties.Get("ManagedPolicyName").TextOr(declared.Name)
		b.document(declared.Properties.Get("PolicyDocument"), g)
		return
	}
	if of, ok := provided(name); ok {
		g.Policy, g.Provided = of.title, true
		for i, s := range of.statements {
			g := g
			g.ID += "/" + strconv.Itoa(i)
			g.Sid, g.Effect, g.At = s.Sid, s.Effect, name.At
			g.Actions, g.NotActions, g.Resources, g.NotResources = s.Actions, s.NotActions, s.Resources, s.NotResources
			if len(of.conditions) == len(of.statements) {
				g.Conditions = of.conditions[i]
			}
			b.grant(g)
		}
		return
	}
	g.Policy, g.At, g.Effect = name.String(), name.At, model.UnknownEffect
	b.grant(g)
}

// provided are the statements of a policy that the provider writes, by its ARN in any partition.
func provided(name model.Value) (of providedPolicy, ok bool) {
	a, isARN := parseARN(name)
	path, known := a.resource.Text()
	if !isARN || !known || a.account != "aws" {
		return providedPolicy{}, false
	}
	if parsed, done := parsedPolicies.Load(path); done {
		return parsed.(providedPolicy), true //nolint:forcetypeassert // nothing else is stored
	}
	p, ok := catalogue.ManagedPolicyByARN("arn:aws:iam::aws:" + path)
	if !ok {
		return providedPolicy{}, false
	}
	text, _ := policy.ReadJSON(p.Document(), "")
	document, _ := policy.Parse(text)
	all := providedPolicy{document.Statements, nil, p.Name}
	for _, s := range text.Get("Statement").OneOrMany() {
		all.conditions = append(all.conditions, s.Get("Condition"))
	}
	parsedPolicies.Store(path, all)
	return all, true
}

// parsedPolicies are the provider's policies that were asked for, parsed once: most applications
// attach the same few to every role.
var parsedPolicies sync.Map // path -> providedPolicy

type providedPolicy struct {
	statements []policy.Statement
	conditions []model.Value // of each statement, as written
	title      string
}

// unattached adds the grants of a policy that nothing here has attached: somebody will.
func (b *builder) unattached(d *Declared) {
	p := d.Properties
	for _, list := range []string{"Roles", "Users", "Groups"} {
		if !p.Get(list).IsAbsent() {
			return
		}
	}
	b.document(p.Get("PolicyDocument"), model.Grant{ID: d.ID, Identity: d.ID, Mechanism: model.MechanismManaged, Policy: d.Name, Conditional: d.Conditional})
}

// policiesAttachedByName are the declared policies that an identity attaches or has as its boundary.
func (b *builder) policiesAttachedByName() map[string]bool {
	out := map[string]bool{}
	for _, d := range b.declared {
		for _, v := range append(attachedPolicies(d.Properties), d.Properties.Get("PermissionsBoundary")) {
			out[b.id(v, d, "iam")] = true
		}
	}
	return out
}

// attached adds the grants of a policy that names its identity.
func (b *builder) attached(d *Declared, member model.Value) {
	identity := b.find(member, d, "iam")
	if identity == nil {
		return
	}
	mechanism := model.MechanismInline
	if d.Type == "AWS::IAM::ManagedPolicy" {
		mechanism = model.MechanismManaged
	}
	b.document(d.Properties.Get("PolicyDocument"), model.Grant{
		ID: d.ID + "@" + identity.Name, Identity: identity.ID, Mechanism: mechanism,
		Policy: d.Properties.Get("PolicyName").TextOr(d.Name), Conditional: d.Conditional,
	})
}

// document adds a grant like the given one for each statement of a policy. A statement under a
// condition that is not decided counts as one that may be there, since an attacker would use it.
func (b *builder) document(document model.Value, like model.Grant) {
	if document.IsAbsent() {
		return
	}
	if !smallerThan(document, maxStatements) {
		like.At, like.Effect = document.At, model.UnknownEffect
		like.Statement = model.NewUnknown(model.Cause{Reason: "the policy is larger than IAM accepts", At: document.At}, document.At)
		b.grant(like)
		return
	}
	parsed, problems := policy.Parse(document)
	for _, p := range problems {
		if p.Code != policy.CodeInvalidResource || like.Mechanism != model.MechanismResource || !shorthand(document, p.At) {
			b.illegal(p, like)
		}
	}
	b.statements(parsed.Statements, like, like.Conditional)
}

// shorthand reports whether a resource of a policy is what API Gateway makes the ARN of an API of:
// execute-api:/stage/method/path (API Gateway Developer Guide, "API Gateway resource policy examples").
func shorthand(document model.Value, at model.Location) bool {
	found := false
	document.Walk(func(_ []string, v model.Value) bool {
		if v.At == at && len(v.Parts()) > 0 {
			text, known := v.Parts()[0].Text()
			found = found || known && strings.HasPrefix(text, "execute-api:/")
		}
		return !found
	})
	return found
}

// illegal notes, once, why the provider will refuse a policy: what it means then is not known. The
// message is not repeated: it quotes the policy, which may hold what is not to be shown.
func (b *builder) illegal(p policy.Problem, of model.Grant) {
	element := of.Identity
	if element == "" {
		element = of.Resource
	}
	gap := model.Gap{Element: element, Path: of.Policy, Reason: "the policy will be refused: " + strings.ReplaceAll(p.Code, "-", " "), At: p.At, Uses: 1}
	const most = 1000
	said := func(g model.Gap) bool {
		return g.Element == gap.Element && g.Path == gap.Path && g.Reason == gap.Reason && g.At == gap.At
	}
	if p.Level == policy.Illegal && len(b.app.Unknowns) < most && !slices.ContainsFunc(b.app.Unknowns, said) {
		b.app.Unknowns = append(b.app.Unknowns, gap)
	}
}

// grant adds a grant if there is room for it.
func (b *builder) grant(g model.Grant) {
	if b.room(len(b.app.Grants), maxGrants, "grants", g.At) {
		b.app.Grants = append(b.app.Grants, g)
	}
}

// smallerThan reports whether a value holds less than a number of values.
func smallerThan(v model.Value, most int) bool {
	n := 0
	v.Walk(func([]string, model.Value) bool {
		n++
		return n < most
	})
	return n < most
}

func (b *builder) statements(statements []policy.Statement, like model.Grant, conditional string) {
	for i, s := range statements {
		g := like
		g.ID += "/" + strconv.Itoa(i)
		g.Conditional = conditional
		if s.IsHole() && len(s.Alternatives) > 0 {
			reason := conditional
			if c, unknown := s.Hole.Cause(); unknown {
				reason = c.Reason
			}
			for j, alternative := range s.Alternatives {
				g.ID = like.ID + "/" + strconv.Itoa(i) + "." + strconv.Itoa(j)
				b.statements(alternative, g, reason)
			}
			continue
		}
		g.Sid, g.Effect, g.At = s.Sid, s.Effect, s.At
		g.Actions, g.NotActions, g.Resources, g.NotResources = s.Actions, s.NotActions, s.Resources, s.NotResources
		g.Statement = s.Source
		g.Principals, g.NotPrincipals = g.Statement.Get("Principal"), g.Statement.Get("NotPrincipal")
		g.Conditions = g.Statement.Get("Condition")
		if s.IsHole() {
			g.Statement, g.Effect = s.Hole, model.UnknownEffect
		}
		b.grant(g)
	}
}
