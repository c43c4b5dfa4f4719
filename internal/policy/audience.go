package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Audience says whom a principal of a statement means, seen from the account of the application.
type Audience string

// The audiences.
const (
	AudienceEverybody Audience = "everybody"     // every account, or nobody in particular
	AudienceOwn       Audience = "own account"   // the account that is deployed to, or somebody in it
	AudienceAccount   Audience = "other account" // an account that is written, or somebody in it
	AudienceService   Audience = "service"       // a service of the provider
	AudienceProvider  Audience = "provider"      // an identity provider
	AudienceUnknown   Audience = "unknown"       // what stands in a hole decides
)

// Principals reads a Principal or NotPrincipal element as [Parse] does.
func Principals(v model.Value) []Principal {
	if v.IsAbsent() {
		return nil
	}
	p := parser{}
	return p.principals("Principal", v)
}

// Audience answers whom the principal means, and of an account or somebody in it which account. The
// account that an application is deployed to is never written in figures for sure: figures are
// another's account until somebody knows better.
func (p Principal) Audience() (who Audience, account model.Value) {
	switch p.Kind {
	case PrincipalAny:
		return AudienceEverybody, model.Value{}
	case PrincipalService:
		if p.Name.IsUnknown() {
			return AudienceUnknown, model.Value{}
		}
		return AudienceService, model.Value{}
	case PrincipalFederated:
		return AudienceProvider, model.Value{}
	case PrincipalCanonical:
		if p.Name.Kind() == model.String {
			return AudienceAccount, p.Name
		}
		return AudienceUnknown, model.Value{} // an attribute of something: an origin access identity has one
	case PrincipalUnknown:
		return AudienceUnknown, model.Value{}
	case PrincipalAWS:
	}
	return p.audienceAWS()
}

func (p Principal) audienceAWS() (Audience, model.Value) {
	if p.Name.Kind() == model.Reference {
		if p.Name.Target() != "" || isOwnAccount(p.Name) {
			return AudienceOwn, p.Name
		}
		return AudienceUnknown, model.Value{}
	}
	if text, known := p.Name.Text(); known {
		if strings.Trim(text, "*") == "" && text != "" {
			return AudienceEverybody, model.Value{}
		}
		if isAccountID(text) {
			return AudienceAccount, p.Name
		}
	}
	switch account := AccountOf(p.Name); {
	case account.Kind() == model.Reference && (isOwnAccount(account) || account.Target() != ""):
		return AudienceOwn, account
	case isAccountID(account.TextOr("")):
		return AudienceAccount, account
	case account.TextOr("") == "cloudfront":
		return AudienceService, model.Value{}
	}
	return AudienceUnknown, model.Value{}
}

func isOwnAccount(v model.Value) bool {
	ref, ok := v.Ref()
	return ok && ref.Target == "" && ref.Attribute == "AWS::AccountId"
}

// AccountOf is the account of an ARN with holes: its fifth part, where that is one text or one hole;
// absent where none is written.
func AccountOf(v model.Value) model.Value {
	colons := 0
	var account model.Value
	for _, part := range v.Parts() {
		text, known := part.Text()
		if !known {
			if colons == 4 {
				account = part
			}
			continue
		}
		fields := strings.Split(text, ":")
		for i, field := range fields {
			if colons+i == 4 && field != "" {
				account = model.NewString(field, part.At)
			}
		}
		colons += len(fields) - 1
	}
	return account
}
