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
	OWASP:    []string{"A05:2021", "API8:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      runWildcardCORS,
}

func runWildcardCORS(p *check.Pass) {
	asked := map[string]bool{}
	ask := func(id string, functions []string, detail string, cors model.CORS) {
		place := id + " " + cors.Origins.At.String()
		if cors.Origins.IsAbsent() || asked[place] {
			return
		}
		asked[place] = true
		answerCORS(p, check.Subject{ID: id, At: cors.Origins.At, Functions: functions, Detail: detail}, cors)
	}
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		detail, cors := "cors", r.CORS
		if r.Protocol == "rest" {
			detail += " " + r.Path
			cors.Credentials = model.Value{} // a REST API sends "*" as it is written, with which browsers send no cookies
		}
		ask(r.API, answering(p, r.API), detail, cors)
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case "AWS::ApiGatewayV2::Api":
			c := r.Properties.Get("CorsConfiguration")
			ask(r.ID, answering(p, r.ID), "cors", model.CORS{Origins: c.Get("AllowOrigins"), Credentials: c.Get("AllowCredentials")})
		case "AWS::S3::Bucket":
			for _, rule := range r.Properties.Get("CorsConfiguration", "CorsRules").OneOrMany() {
				if writes(rule.Get("AllowedMethods")) {
					ask(r.ID, p.Resource(r).Functions, "cors "+rule.Meaning(), model.CORS{Origins: rule.Get("AllowedOrigins"), Methods: rule.Get("AllowedMethods")})
				}
			}
		}
	}
}

// writes reports whether a bucket's CORS rule lets pages change objects: reading what is public
// anyway is what such rules are for.
func writes(methods model.Value) bool {
	for _, m := range methods.OneOrMany() {
		switch m.TextOr("") {
		case "PUT", "POST", "DELETE":
			return true
		}
	}
	return false
}

func answerCORS(p *check.Pass, s check.Subject, cors model.CORS) {
	name := model.LocalName(s.ID)
	wild, why := check.Settle(cors.Origins, anyOrigin)
	if !wild && why == "" {
		for _, origin := range cors.Origins.Items() { // one item that is not known
			if c, unknown := origin.Cause(); unknown {
				why = c.Reason
			}
		}
	}
	credentials, _ := cors.Credentials.Truth()
	switch {
	case why != "":
		p.Unknown(s, "which origins may use "+name, why)
	case !wild:
		p.Met(s)
	case credentials:
		p.NotMet(s, "pages of every origin may use "+name+" with the user's cookies", check.Severity(finding.High), check.Because(cors.Credentials.At, "credentials are allowed"))
	case identified(p, s.ID):
		p.NotMet(s, "pages of every origin may use "+name, check.Severity(finding.Medium))
	default:
		p.NotMet(s, "pages of every origin may use "+name)
	}
}

// anyOrigin reports whether a list of origins has one that stands for all.
func anyOrigin(v model.Value) bool {
	for _, origin := range v.OneOrMany() {
		text, _ := origin.Text()
		for part := range strings.SplitSeq(text, ",") {
			switch strings.Trim(part, " '\"") {
			case "*", "http://*", "https://*":
				return true
			}
		}
	}
	return false
}

// identified reports whether a route of an API identifies its callers.
func identified(p *check.Pass, api string) bool {
	return slices.ContainsFunc(p.App.Routes, func(r model.Route) bool {
		return r.API == api && r.Auth != model.AuthNone && r.Auth != model.AuthUnknown
	})
}

// answering are the functions that answer the routes of an API.
func answering(p *check.Pass, api string) []string { return p.Answering(api) }
