package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// identify is what a name means where a rule says what is asked for: an element of the application, or something outside
// it. filled are the names for the rule's other placeholders.
func (r *run) identify(n name, rule rule, filled map[string][]name) []bound {
	if numbered[rule.of.String()] != nil {
		filled = r.numbers(numbered[rule.of.String()], filled)
	}
	inside := r.inside(n, rule, filled)
	if out := nameless(n); out != nil {
		return either(inside, out)
	}
	base := strings.ToLower(rule.container.String())
	if base == "kms:key" {
		var why string
		if n, why = r.aliased(n); why != "" {
			return []bound{unknownTarget(why, n.at)}
		}
	}
	beginning := n
	if base == "sqs:queue" {
		if arn, ok := foreignQueue(n); ok {
			return []bound{r.literalARN(arn, rule)}
		}
	}
	n, suffix := plain(streamOf(n, rule), base)
	if out := nameless(n); out != nil {
		return out
	}
	written := n
	if a, isARN := parseAddress(n); isARN {
		rest, fits := a.name(rule.container)
		if !fits {
			return []bound{r.literalARN(n, rule)}
		}
		rest, more := trailing(rest, base)
		if more != nil {
			suffix = more
		}
		if a.foreign {
			return []bound{r.literalARN(written, rule)}
		}
		n = rest
	}
	if base == "ses:identity" { // an address is sent from by its own identity or by that of its domain
		if _, domain, ok := n.cut("@"); ok {
			if e, _ := r.element(domain, rule.container); e != nil {
				n = domain
			}
		}
	}
	e, why := r.element(n, rule.container)
	if e != nil {
		switch r.belongs(e, filled) {
		case policy.Yes:
			return r.elementTargets(e, n, rule, filled, suffix)
		case policy.Maybe:
			return either(inside, []bound{unknownTarget("which "+model.LocalName(e.id)+" is in is not said", n.at)})
		case policy.No:
		}
	}
	switch {
	case inside != nil:
		return inside
	case why != "":
		return []bound{unknownTarget(why, n.at)}
	case numbered[rule.of.String()] != nil && n.fixed():
		return []bound{unknownTarget("permissions are on its id, which what is called "+n.pattern()+" does not say", n.at)}
	}
	if base == "ssm:parameter" {
		return r.slashed(beginning, r.outside(n, rule, filled, suffix))
	}
	return r.outside(n, rule, filled, suffix)
}

func either(first, second []bound) []bound {
	if first != nil {
		return first
	}
	return second
}

const nameIsEmpty = "its name is empty"

// nameless is the target of a name of which nothing is known, nil where something is.
func nameless(n name) []bound {
	if len(n.parts) == 0 {
		return []bound{unknownTarget(nameIsEmpty, n.at)}
	}
	p, isHole := n.hole()
	switch {
	case isHole && p.from == chosen:
		return []bound{{Target: model.Target{Kind: model.TargetEvent, Why: p.why, At: n.at}}}
	case isHole && p.from == lost:
		return []bound{unknownTarget(p.why, n.at)}
	}
	return nil
}

// element is the element that a name, without what says its type, means. why says why it cannot be told.
func (r *run) element(n name, t catalogue.ResourceType) (e *element, why string) {
	if p, isHole := n.hole(); isHole && p.value.Kind() == model.Reference {
		ref, _ := p.value.Ref()
		if ref.Target == "" {
			return nil, ""
		}
		e = r.elements[ref.Target]
		if e == nil {
			return nil, "it is " + ref.String() + ", which is not part of the model"
		}
		e = r.behind(e)
		if !e.is(t) {
			return nil, "it is " + ref.String() + ", which is no " + t.Name()
		}
		if !identifying[ref.Attribute] && !strings.HasSuffix(ref.Attribute, "Arn") || ref.Attribute == "StreamArn" || ref.Attribute == "LatestStreamArn" {
			return nil, "it is " + ref.String() + ", which does not name the " + t.Name()
		}
		if strings.HasSuffix(ref.Attribute, "Arn") || e.kind == "AWS::SecretsManager::Secret" && ref.Attribute == "Ref" { // it says where
			return e, ""
		}
		if why := r.doubts(e); why != "" || r.elsewhere(e) {
			return nil, why
		}
		return e, ""
	}
	var found *element
	for _, candidate := range r.byType[t.String()] {
		if !sameName(n, candidate, r.function.ID) || r.elsewhere(candidate) {
			continue
		}
		if found != nil {
			return nil, "several elements are called " + n.pattern()
		}
		found = candidate
	}
	if found != nil {
		if why := r.doubts(found); why != "" {
			return nil, why
		}
	}
	return found, ""
}

// elementTargets are the targets that an element is, or a part of it.
func (r *run) elementTargets(e *element, n name, rule rule, filled map[string][]name, suffix []model.Value) []bound {
	var out []bound
	for _, part := range r.partsOf(rule, filled) {
		pieces := []model.Value{e.arn}
		if named[e.kind] {
			pieces = r.form(rule.container, referenceTo(e), filled)
		}
		pieces = append(pieces, part.suffix...)
		pieces = append(pieces, suffix...)
		label := part.label + model.NewTemplate(suffix, n.at).TextOr("")
		out = append(out, bound{Target: model.Target{
			Kind: model.TargetRef, ID: e.id, Name: model.LocalName(e.id), Part: strings.TrimPrefix(label, ":"),
			Value: model.NewTemplate(pieces, n.at), At: n.at,
		}, of: e})
	}
	return out
}

// piece is a part of a container: what stands behind its ARN, and what the target says of it.
type piece struct {
	suffix []model.Value
	label  string
}

// partsOf are the parts of a container that a rule is about; one without anything where it is about the container.
func (r *run) partsOf(rule rule, filled map[string][]name) []piece {
	if rule.container == rule.of {
		return []piece{{}}
	}
	form := rule.of.ARN()
	_, tail, _ := strings.Cut(form, "${"+lastPlaceholder(rule.container)+"}")
	out := []piece{{label: rule.part}}
	for {
		text, rest, found := strings.Cut(tail, "${")
		for i := range out {
			if text != "" {
				out[i].suffix = append(out[i].suffix, model.NewString(text, model.Location{}))
			}
		}
		if !found {
			return out
		}
		placeholder, after, _ := strings.Cut(rest, "}")
		all := filled[placeholder]
		if len(all) == 0 || len(all) > 20 {
			all = []name{{parts: []part{{value: model.NewString("*", model.Location{})}}}}
		}
		var next []piece
		for _, o := range out {
			for _, n := range all {
				if len(n.parts) == 0 {
					n = textName("*")
				}
				next = append(next, piece{
					suffix: append(append([]model.Value(nil), o.suffix...), n.values()...),
					label:  strings.ReplaceAll(o.label, "${"+placeholder+"}", n.pattern()),
				})
			}
		}
		out, tail = next, after
	}
}

func lastPlaceholder(t catalogue.ResourceType) string {
	names := placeholders(t)
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

// outside are the targets that a name means which no element has: a parameter or an import, something literal.
func (r *run) outside(n name, rule rule, filled map[string][]name, suffix []model.Value) []bound {
	target := model.Target{Kind: model.TargetLiteral, At: n.at}
	if p, isHole := n.hole(); isHole {
		target.Kind = model.TargetRef
		switch cause, ok := p.value.Cause(); {
		case ok:
			target.Name = cause.Name
			if !r.isInput(p.value) && !strings.Contains(cause.Reason, "export") && !strings.Contains(cause.Reason, "import") && !strings.Contains(cause.Reason, "parameter") {
				return []bound{unknownTarget(cause.Reason, n.at)}
			}
		default:
			target.Kind, target.Name = model.TargetLiteral, p.value.String()
		}
	} else if strings.Trim(n.pattern(), "*-_/.:") == "" && n.pattern() != "*" {
		for _, o := range []origin{lost, chosen} {
			if p, ok := n.has(o); ok {
				return []bound{unknownTarget("its name is made of what is not known: "+p.why, n.at)}
			}
		}
	}
	var out []bound
	for _, p := range r.partsOf(rule, filled) {
		t := target
		pieces := append(r.there(r.form(rule.container, n, filled)), p.suffix...)
		t.Value = model.NewTemplate(append(pieces, suffix...), n.at)
		t.Part = p.label
		if t.Kind == model.TargetLiteral && t.Name == "" {
			t.Name = n.pattern()
			if rule.around != "" {
				t.Name = around(rule, filled).pattern() + "/" + t.Name
			}
			if rule.container.String() == "ssm:parameter" {
				t.Name = "/" + t.Name
			}
		}
		if more := model.NewTemplate(suffix, n.at).TextOr(""); more != "" {
			t.Part += strings.TrimPrefix(more, ":")
		}
		out = append(out, bound{Target: t})
	}
	return out
}

// there is an ARN in the region of the request.
func (r *run) there(arn []model.Value) []model.Value {
	for i, p := range arn {
		if ref, isRef := p.Ref(); isRef && ref.Attribute == "AWS::Region" && !r.region.IsAbsent() {
			arn[i] = r.region
		}
	}
	return arn
}

// form is the ARN of something of a type with a name, as policies write it: with what the platform fills in as
// references, and * for what the name does not say.
func (r *run) form(t catalogue.ResourceType, n name, filled map[string][]name) []model.Value {
	own := ownPlaceholder(t)
	var out []model.Value
	rest := t.ARN()
	for {
		text, after, found := strings.Cut(rest, "${")
		out = append(out, model.NewString(text, model.Location{}))
		if !found {
			return out
		}
		placeholder, more, _ := strings.Cut(after, "}")
		switch placeholder {
		case "Partition":
			out = append(out, model.NewReference(model.Ref{Attribute: "AWS::Partition"}, model.Location{}))
		case "Region":
			out = append(out, model.NewReference(model.Ref{Attribute: "AWS::Region"}, model.Location{}))
		case "Account":
			out = append(out, model.NewReference(model.Ref{Attribute: "AWS::AccountId"}, model.Location{}))
		case own:
			out = append(out, n.values()...)
			if t.String() == "secretsmanager:Secret" && !strings.HasSuffix(n.pattern(), "*") {
				out = append(out, model.NewString("-??????", model.Location{})) // the service adds six characters
			}
		default:
			if all := filled[placeholder]; len(all) == 1 && len(all[0].parts) > 0 {
				out = append(out, all[0].values()...)
			} else {
				out = append(out, model.NewString("*", model.Location{}))
			}
		}
		rest = more
	}
}

// ownPlaceholder is the placeholder that the name of a type's resources fills: that of the first field of its rule.
func ownPlaceholder(t catalogue.ResourceType) string {
	if p, ok := rules()[t]; ok && p.rule.container == p.rule.of && len(p.rule.fields) > 0 {
		return p.rule.fields[0].placeholder
	}
	return lastPlaceholder(t)
}

// slashed are the targets of a parameter of Systems Manager, which are not known where its name begins with what is given at
// deployment: where that begins with a slash, the ARN has none of its own (AWS Systems Manager User Guide, "Restricting
// access to Parameter Store parameters using IAM policies").
func (r *run) slashed(n name, targets []bound) []bound {
	if len(n.parts) == 0 || n.parts[0].from != declared || !r.isInput(n.parts[0].value) {
		return targets
	}
	cause, _ := n.parts[0].value.Cause()
	return []bound{unknownTarget("whether "+cause.Name+" begins with a slash is not known", n.at)}
}
