package policy

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// principals reads a Principal or NotPrincipal element: "*" or a map from kind to names. The result
// is never nil.
func (p *parser) principals(element string, v model.Value) []Principal {
	switch v.Kind() {
	case model.Map:
		return p.principalMap(element, v)
	case model.String:
		text, _ := v.Text()
		if text == "*" {
			return []Principal{{Kind: PrincipalAny, Name: v, At: v.At}}
		}
		p.illegal(CodeInvalidPrincipal, v.At, "%s is %q: it is \"*\" or a map such as {\"AWS\": %q}", element, text, text)
		return []Principal{{Kind: PrincipalAWS, Name: v, At: v.At}}
	case model.Reference, model.Template, model.Unknown:
		return []Principal{{Kind: PrincipalUnknown, Name: v, At: v.At}}
	case model.Absent, model.Null, model.Bool, model.Number, model.List:
		p.illegal(CodeInvalidPrincipal, v.At, "%s is \"*\" or a map, not %s", element, describe(v))
	}
	return []Principal{}
}

func (p *parser) principalMap(element string, v model.Value) []Principal {
	out := make([]Principal, 0, len(v.Fields()))
	seen := map[string]bool{}
	for _, f := range v.Fields() {
		kind := PrincipalKind(f.Key)
		if !slices.Contains(principalKinds[:], kind) {
			p.illegal(CodeInvalidPrincipal, f.KeyAt, "%s has no kind %q: it is AWS, Service, Federated or CanonicalUser", element, f.Key)
			continue
		}
		if seen[f.Key] {
			p.illegal(CodeDuplicateKey, f.KeyAt, "%s has the kind %s twice", element, f.Key)
		}
		seen[f.Key] = true
		out = append(out, p.principalNames(element, kind, f.Value)...)
	}
	return out
}

var principalKinds = [...]PrincipalKind{PrincipalAWS, PrincipalService, PrincipalFederated, PrincipalCanonical}

// principalNames reads the names of one kind. An account id may be written as a number.
func (p *parser) principalNames(element string, kind PrincipalKind, v model.Value) []Principal {
	var out []Principal
	for _, item := range v.OneOrMany() {
		switch item.Kind() {
		case model.Absent:
			continue
		case model.String, model.Number, model.Template:
			p.characters(element, item)
			p.checkPrincipal(element, kind, item)
		case model.Reference, model.Unknown:
		case model.Null, model.Bool, model.List, model.Map:
			p.illegal(CodeDataType, item.At, "a principal is text, not %s", describe(item))
			continue
		}
		out = append(out, Principal{Kind: kind, Name: item, At: item.At})
	}
	if v.Kind() == model.Null {
		p.illegal(CodeDataType, v.At, "a principal is text, not null")
	}
	return out
}

// checkPrincipal checks the form of a name: a principal is "*" or has no wildcard (IAM User Guide,
// "AWS JSON policy elements: Principal").
func (p *parser) checkPrincipal(element string, kind PrincipalKind, v model.Value) {
	text, known := v.Text()
	if !known || text == "*" {
		return
	}
	switch {
	case strings.ContainsAny(text, "*?"):
		p.illegal(CodeInvalidPrincipal, v.At, "%s %q has a wildcard: a principal is \"*\" or written in full", element, text)
	case kind == PrincipalAWS && !isPrincipalName(text):
		p.illegal(CodeInvalidPrincipal, v.At, "the AWS principal %q is neither an account id nor an ARN of iam or sts", text)
	case kind == PrincipalService && (!strings.Contains(text, ".") || strings.ContainsAny(text, " :/")):
		p.illegal(CodeInvalidPrincipal, v.At, "the service principal %q is not of the form service.amazonaws.com", text)
	}
}

// isPrincipalName reports whether the text is an account id, an ARN of IAM or STS, or the unique id
// into which the provider turns an ARN whose principal is deleted.
func isPrincipalName(text string) bool {
	if isAccountID(text) {
		return true
	}
	if a, ok := splitARN(text); ok {
		return a.service == "iam" || a.service == "sts" || a.service == "cloudfront"
	}
	return len(text) >= 16 && strings.HasPrefix(text, "A") && !strings.ContainsAny(text, ":/ ")
}
