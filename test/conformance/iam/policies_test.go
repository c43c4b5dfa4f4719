package iam_test

import (
	"maps"
	"slices"
	"strings"
)

// policies makes the policies of a request: some fit it exactly, some nearly, some not at all.
type policies struct {
	*generator
	request *request
}

func (p policies) documents(layer string) []policyJSON {
	list := []policyJSON{}
	for range pick(p.generator, 1, 1, 1, 2) {
		list = append(list, p.document(layer, map[string]string{"rcp": "everybody", "endpoint": "everybody"}[layer]))
	}
	return list
}

func (p policies) document(layer, principals string) policyJSON {
	p.reach("layer %s", layer)
	version := "2012-10-17"
	if p.chance(4) {
		version = "2008-10-17"
	}
	d := policyJSON{"Version": version}
	if p.chance(1) {
		delete(d, "Version")
		version = ""
	}
	p.reach("version %s", version)
	var list []any
	if layer != "resource" && p.chance(55) {
		list = append(list, p.everything(principals))
	}
	for range pick(p.generator, 1, 1, 1, 2, 3) {
		list = append(list, p.statement(layer, principals))
	}
	d["Statement"] = list
	if len(list) == 1 && p.chance(30) {
		d["Statement"] = list[0]
		p.reach("quirk statement without list")
	}
	return d
}

// everything allows everything to everybody.
func (p policies) everything(principals string) policyJSON {
	s := policyJSON{"Effect": "Allow", "Action": "*", "Resource": "*"}
	if principals != "" {
		s["Principal"] = "*"
	}
	return s
}

func (p policies) statement(layer, principals string) policyJSON {
	s := policyJSON{"Effect": "Allow"}
	if p.chance(25) || layer == "rcp" {
		s["Effect"] = "Deny"
	}
	p.reach("%s %s", layer, s["Effect"])
	if p.chance(20) {
		s["Sid"] = pick(p.generator, "One", "Two", "Three")
	}
	p.actions(s)
	p.resources(s)
	switch principals {
	case "principal":
		p.principals(s)
	case "everybody":
		s["Principal"] = pick[any](p.generator, "*", map[string]any{"AWS": "*"})
	}
	if p.chance(35) {
		p.condition(s)
	}
	return s
}

// oneOrMany writes a list, or its only item without brackets.
func (p policies) oneOrMany(list []string) any {
	if len(list) == 1 && p.chance(50) {
		return list[0]
	}
	return list
}

func (p policies) actions(s policyJSON) {
	service, name, _ := strings.Cut(strings.ToLower(p.request.Action), ":")
	forms := []string{
		p.request.Action, p.request.Action, service + ":*", "*", service + ":" + name[:3] + "*", service + ":*" + name[len(name)-3:],
		service + ":?" + name[1:], "ec2:Describe*", service + ":Nothing", service + ":" + name[:2] + "*" + name[len(name)-2:], service + ":*" + name[3:5] + "*",
	}
	var list []string
	for range pick(p.generator, 1, 1, 2, 3) {
		list = append(list, pick(p.generator, forms...))
	}
	element := "Action"
	if p.chance(12) {
		element = "NotAction"
		list = []string{pick(p.generator, "ec2:*", "iam:*", p.request.Action, service+":Nothing", service+":*")}
	}
	p.reach("element %s", element)
	s[element] = p.oneOrMany(list)
}

func (p policies) resources(s policyJSON) {
	r := p.request.Resource
	parts := strings.SplitN(r, ":", 6)
	head, tail := strings.Join(parts[:5], ":"), parts[5]
	forms := []string{
		"*", "*", r, r, head + ":*", head + ":" + tail[:3] + "*", head + ":*" + tail[len(tail)-2:], head + ":?" + tail[1:],
		"arn:aws:" + parts[2] + ":*:*:" + tail, "arn:aws:" + parts[2] + ":*", "arn:*:" + parts[2] + ":" + parts[3] + ":" + parts[4] + ":" + tail,
		head + ":nothing", strings.Replace(r, "ann", "${aws:username}", 1), strings.Replace(r, "ann", "${aws:PrincipalTag/missing, 'ann'}", 1),
		head + ":${aws:PrincipalTag/owner}*", head + ":${aws:PrincipalTag/missing}", head + ":" + strings.ToUpper(tail),
		head + ":" + tail[:2] + "*" + tail[len(tail)-2:], head + ":*" + tail[1:3] + "*" + tail[len(tail)-1:], head + ":" + tail + "${*}", head + ":*" + "${$}" + "*",
	}
	var list []string
	for range pick(p.generator, 1, 1, 2, 3) {
		list = append(list, pick(p.generator, forms...))
	}
	element := "Resource"
	if p.chance(12) {
		element = "NotResource"
	}
	for _, text := range list {
		if strings.Contains(text, "${") {
			p.reach("variable in %s", element)
		}
	}
	p.reach("element %s", element)
	s[element] = p.oneOrMany(list)
}

func (p policies) principals(s policyJSON) {
	me := p.request.Principal
	kind := "AWS"
	if me == service || me == "*" {
		me, kind = "arn:aws:iam::"+own+":user/zoe", "AWS"
	}
	type one struct{ kind, name string }
	forms := []one{
		{kind, me},
		{kind, me},
		{"AWS", own},
		{"AWS", "arn:aws:iam::" + own + ":root"},
		{"AWS", other},
		{"AWS", nobody},
		{"AWS", "*"},
		{"AWS", "arn:aws:iam::" + own + ":role/app"},
		{"AWS", "arn:aws:iam::" + own + ":role/path/app"},
		{"AWS", "arn:aws:iam::" + own + ":user/ann"},
		{"Service", service},
		{"Service", "sns.amazonaws.com"},
		{"Federated", "accounts.google.com"},
		{"CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},
	}
	element := "Principal"
	if p.chance(10) {
		element = "NotPrincipal"
	}
	p.reach("element %s", element)
	if p.chance(20) {
		s[element] = "*"
		p.reach("principal *")
		return
	}
	names := map[string][]string{}
	for range pick(p.generator, 1, 1, 1, 2) {
		form := pick(p.generator, forms...)
		names[form.kind] = append(names[form.kind], form.name)
		p.reach("principal %s", form.kind)
	}
	m := map[string]any{}
	for _, kind := range slices.Sorted(maps.Keys(names)) {
		m[kind] = p.oneOrMany(names[kind])
	}
	s[element] = m
}
