package privilege

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

var federatedTrustWide = check.Rule{
	ID:       "privilege-federated-trust-wide",
	Title:    "Role that any user of an identity provider may assume",
	Severity: finding.High,
	Why: "The provider vouches for everybody who has an account with it, and the role does not say who is meant: a stranger's repository, pool or pod becomes the role. " +
		"It is medium where the condition names an owner but no repository.",
	Remedy:   "Compare the provider's :sub for being one repository, project or service account (repo:OWNER/NAME:...), and :aud of cognito-identity.amazonaws.com for being the one identity pool, with StringEquals or StringLike.",
	Practice: finding.Privilege,
	References: []string{
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
		"https://docs.github.com/en/actions/reference/security/oidc",
		"https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html",
	},
	CWE:      []string{"CWE-284", "CWE-346"},
	OWASP:    []string{"A01:2021", "A07:2021"},
	Controls: []string{"PCI-DSS-4.0.1:7.2.1", "HIPAA:164.312(d)"},
	Run:      runFederatedTrustWide,
}

func runFederatedTrustWide(p *check.Pass) {
	eachTrust(p, func(g *model.Grant, role string) {
		for _, who := range policy.Principals(g.Principals) {
			if who.Kind != policy.PrincipalFederated || !byToken(g) {
				continue
			}
			s := p.Grant(g)
			provider := providerName(p.App, who.Name)
			conditions := policy.Conditions(g.Conditions)
			cause, _ := policy.Cause(conditions)
			switch named := namesSubject(conditions, provider); {
			case named.truth == policy.Yes:
				p.Met(s)
			case named.truth == policy.Maybe:
				p.Unknown(s, "who of "+provider+" may become role "+role, cmp.Or(cause.Reason, "the subject is given when it is deployed"))
			case named.owner != "":
				p.NotMet(s, "every "+named.of+" of "+named.owner+" may become role "+role+" through "+provider, check.At(named.at), check.Severity(finding.Medium))
			default:
				p.NotMet(s, "role "+role+" may be assumed by any user of "+provider, check.At(who.At))
			}
		}
	})
}

// byToken reports whether a statement lets a role be assumed with a token of OpenID Connect: not by SAML,
// where the provider is the company's own.
func byToken(g *model.Grant) bool {
	s := policy.Statement{Actions: g.Actions}
	return s.MatchesAction("sts:AssumeRoleWithWebIdentity") != policy.No
}

// providerName is what a provider is called: token.actions.githubusercontent.com.
func providerName(app *model.App, v model.Value) string {
	if r, ok := app.Resource(v.Target()); ok {
		if url, known := r.Properties.Get("Url").Text(); known {
			return strings.TrimPrefix(url, "https://")
		}
		return model.LocalName(r.ID)
	}
	name := v.String()
	if _, after, found := strings.Cut(name, ":oidc-provider/"); found {
		return after
	}
	return name
}

// subject is what conditions say of who is meant.
type subject struct {
	truth     policy.Truth // whether it is somebody in particular
	owner, of string       // whose repositories, where it is all of an owner's
	at        model.Location
}

// inWorkflow are the services that run other people's code and vouch for it: of what they say about
// it, only these claims tell whose it is (IAM User Guide, "Available keys for AWS OIDC federation").
var inWorkflow = map[string]string{
	"token.actions.githubusercontent.com": "sub repository repository_id job_workflow_ref",
	"gitlab.com":                          "sub",
	"app.terraform.io":                    "sub",
	"oidc.circleci.com":                   "sub aud oidc.circleci.com/project-id",
	"api.bitbucket.org":                   "sub aud",
	"agent.buildkite.com":                 "sub",
}

// namesSubject answers whether conditions name somebody in particular among the users of a provider.
func namesSubject(conditions []policy.Condition, provider string) subject {
	best := subject{}
	for i := range conditions {
		c := &conditions[i]
		if c.IsHole() {
			best.truth = max(best.truth, everyAlternative(c, provider))
			continue
		}
		claim := c.Key[strings.LastIndexByte(c.Key, ':')+1:]
		if !tells(provider, claim, c) {
			continue
		}
		of := narrowest(c, provider, claim)
		if of.truth > best.truth || of.truth == best.truth && best.owner == "" {
			best = of
		}
	}
	return best
}

// everyAlternative answers whether each of the conditions that may stand somewhere names somebody in
// particular.
func everyAlternative(c *policy.Condition, provider string) policy.Truth {
	some, all := policy.No, policy.Yes
	for _, alternative := range c.Alternatives {
		of := namesSubject(alternative, provider).truth
		some, all = max(some, of), min(all, of)
	}
	if len(c.Alternatives) > 0 && some == all {
		return all
	}
	return policy.Maybe
}

// tells reports whether a claim tells who is meant, where it is compared for being something.
func tells(provider, claim string, c *policy.Condition) bool {
	op := c.Operator
	if op.IfExists || op.Quantifier == policy.ForAllValues || op.Comparison == policy.Null || op.Comparison.IsNegated() {
		return false
	}
	claim = strings.ToLower(claim)
	if policy.AspectOf(c.Key) == policy.AspectWho && strings.HasPrefix(strings.ToLower(c.Key), "aws:") {
		return false // who asks is the provider's user: he has no tags and no organization
	}
	for host, claims := range inWorkflow {
		if strings.HasPrefix(provider, host) {
			return strings.Contains(" "+claims+" ", " "+claim+" ")
		}
	}
	if strings.HasPrefix(provider, "cognito-identity.") {
		return claim == "aud" || claim == "sub"
	}
	if claim == "aud" { // the application is the provider's customer, unless it is the provider of credentials
		for _, v := range c.Values {
			if v.TextOr("") == "sts.amazonaws.com" {
				return false
			}
		}
	}
	return claim == "aud" || claim == "sub" || claim == "app_id" || claim == "azp"
}

// narrowest is what the values of a condition say: the widest of them decides.
func narrowest(c *policy.Condition, provider, claim string) subject {
	out := subject{truth: policy.Narrow([]policy.Condition{{Operator: c.Operator, Key: "aws:PrincipalArn", Values: c.Values}}, policy.AspectWho), at: c.At}
	like := c.Operator.Comparison == policy.StringLike || c.Operator.Comparison == policy.ArnLike
	for _, v := range c.Values {
		text, known := v.Text()
		if like && v.IsUnknown() && len(v.Options()) == 0 {
			out.truth = min(out.truth, policy.Maybe) // what is given when it is deployed may be a wildcard
		}
		if !known || !like || !strings.ContainsAny(text, "*?") {
			continue
		}
		out.at = v.At
		wide, owner, of := wildSubject(provider, strings.ToLower(claim), text)
		if wide {
			out.truth, out.owner, out.of = policy.No, owner, of
		}
	}
	return out
}

// wildSubject reports whether a subject with wildcards leaves open whose code is meant; where it names
// the owner, whose.
func wildSubject(provider, claim, text string) (wide bool, owner, of string) {
	name, kind := text, ""
	switch {
	case claim == "repository", claim == "job_workflow_ref":
		kind = "repository"
	case strings.HasPrefix(text, "repo:"):
		name, kind = text[len("repo:"):], "repository"
	case strings.HasPrefix(text, "project_path:"):
		name, kind = text[len("project_path:"):], "project"
	case strings.HasPrefix(text, "system:serviceaccount:"):
		name, kind = strings.Replace(text[len("system:serviceaccount:"):], ":", "/", 1), "service account"
	case strings.HasPrefix(provider, "token.actions.githubusercontent.com"), strings.HasPrefix(provider, "gitlab.com"):
		return true, "", "" // the owner is left open, or stands behind a wildcard
	default:
		return strings.HasPrefix(text, "*"), "", ""
	}
	owner, rest, found := strings.Cut(name, "/")
	rest, _, _ = strings.Cut(rest, ":")
	switch {
	case strings.ContainsAny(owner, "*?"), !found:
		return true, "", ""
	case strings.Trim(rest, "*") == "":
		return true, owner, kind
	}
	return false, "", ""
}
