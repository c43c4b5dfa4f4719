package exposure

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var wildcardCORS = check.Rule{
	ID:       "exposure-wildcard-cors",
	Title:    "Pages of every origin may call the API",
	Severity: finding.Low,
	Why: "Any web page that a user opens can call the API from their browser and read the answers. " +
		"It is medium where callers are identified, and high where the browser may send cookies along.",
	Remedy:   "List the origins of your own front ends.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
		"https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
	},
	CWE:      []string{"CWE-942"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      runWildcardCORS,
}

func runWildcardCORS(p *check.Pass) {
	asked := map[string]bool{}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		origins := r.CORS.Origins
		place := r.API + " " + origins.At.String()
		if origins.IsAbsent() || asked[place] {
			continue
		}
		asked[place] = true
		s := check.Subject{ID: r.API, At: origins.At, Functions: answering(p, r.API), Detail: "cors " + r.Path}
		if r.Protocol == "http" || r.Protocol == "url" {
			s.Detail = "cors"
		}
		wild, known := anyOrigin(origins)
		credentials, _ := r.CORS.Credentials.Truth()
		switch {
		case !known:
			c, _ := origins.Cause()
			p.Unknown(s, "which origins may call "+model.LocalName(r.API), c.Reason)
		case !wild:
			p.Met(s)
		case credentials:
			p.NotMet(s, "pages of every origin may call "+model.LocalName(r.API)+" with the user's cookies", check.Severity(finding.High), check.Because(r.CORS.Credentials.At, "credentials are allowed"))
		default:
			severity := finding.Low
			if identified(p, r.API) {
				severity = finding.Medium
			}
			p.NotMet(s, "pages of every origin may call "+model.LocalName(r.API), check.Severity(severity))
		}
	}
}

// anyOrigin reports whether a list of origins has one that stands for all.
func anyOrigin(v model.Value) (wild, known bool) {
	if v.IsUnknown() {
		return false, false
	}
	for _, origin := range v.OneOrMany() {
		text, _ := origin.Text()
		for part := range strings.SplitSeq(text, ",") {
			switch strings.Trim(part, " '\"") {
			case "*", "http://*", "https://*":
				return true, true
			}
		}
	}
	return false, true
}

// identified reports whether a route of an API identifies its callers.
func identified(p *check.Pass, api string) bool {
	return slices.ContainsFunc(p.App.Routes, func(r model.Route) bool {
		return r.API == api && r.Auth != model.AuthNone && r.Auth != model.AuthUnknown
	})
}

// answering are the functions that answer the routes of an API.
func answering(p *check.Pass, api string) []string {
	var ids []string
	for _, r := range p.App.Routes {
		if r.API == api && r.Function != "" && !slices.Contains(ids, r.Function) {
			ids = append(ids, r.Function)
		}
	}
	slices.Sort(ids)
	return ids
}
