package sdk

import (
	"strings"
)

// behind is the function that an alias or a version is one of, the secret that an attachment is of.
func (b *Binder) behind(e *element) *element {
	for range 3 {
		property := map[string]string{
			"AWS::Lambda::Alias": "FunctionName", "AWS::Lambda::Version": "FunctionName", "AWS::SecretsManager::SecretTargetAttachment": "SecretId",
			"AWS::KMS::Alias": "TargetKeyId",
		}[e.kind]
		next := b.elements[e.properties.Get(property).Target()]
		if property == "" || next == nil {
			return e
		}
		e = next
	}
	return e
}

// aliased is the key that an alias of the application stands for; any other name is itself. Permissions are on keys: an
// alias that is not declared here does not say on which (AWS KMS Developer Guide, "Using aliases to control access").
func (b *Binder) aliased(n name) (name, string) {
	alias := n
	if a, ok := parseAddress(n); ok {
		alias = a.resource
	}
	if !strings.HasPrefix(alias.known(), "alias/") {
		return n, ""
	}
	for _, e := range b.byType["kms:alias"] {
		if text, known := e.properties.Get("AliasName").Text(); known && alias.fixed() && alias.known() == text {
			return ofValue(e.properties.Get("TargetKeyId")), ""
		}
	}
	return n, "which key " + alias.pattern() + " stands for is not known"
}

// sameName reports whether a name is the physical name of an element, its holes taken as they are written. The name of a
// stack is the same in one template only.
func sameName(n name, e *element, function string) bool {
	if _, ok := n.has(chosen); ok {
		return false
	}
	if _, ok := n.has(lost); ok {
		return false
	}
	if e.name.IsAbsent() {
		return false
	}
	want := ofValue(e.name)
	if e.kind == "AWS::SSM::Parameter" {
		want, _ = want.trim("/")
	}
	if len(want.parts) != len(n.parts) {
		return false
	}
	for i, p := range want.parts {
		if p.from == lost || p.value.String() != n.parts[i].value.String() || p.value.Kind() != n.parts[i].value.Kind() {
			return false
		}
		if ref, ok := p.value.Ref(); ok && ref.Attribute == "AWS::StackName" && templateOf(e.id) != templateOf(function) {
			return false
		}
	}
	_, onlyHole := n.hole()
	return !onlyHole || len(n.parts) == 1 && n.parts[0].value.Target() == ""
}

func templateOf(id string) string {
	before, _, _ := strings.Cut(id, "#")
	return before
}
