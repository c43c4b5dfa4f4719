package exposure

import (
	"strconv"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var noRequestValidation = check.Rule{
	ID:       "exposure-no-request-validation",
	Title:    "API hands on bodies that it has not looked at",
	Severity: finding.Low,
	Why: "Whatever anybody sends comes to the function, which is paid for refusing it, or fails to and works on what its author never thought of. " +
		"The API itself would refuse a body that does not fit its model, for nothing.",
	Remedy:   "Give the method a RequestValidatorId with ValidateRequestBody and a model in RequestModels (in SAM: RequestModel with ValidateBody).",
	Practice: finding.Hardening,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
		"https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-requestmodel.html",
	},
	CWE:      []string{"CWE-20"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      runNoRequestValidation,
}

// runNoRequestValidation answers once for an API none of whose bodies is looked at, else for each route.
func runNoRequestValidation(p *check.Pass) {
	for i := range p.App.Resources {
		api := &p.App.Resources[i]
		if api.Type != "AWS::ApiGateway::RestApi" {
			continue // only these can look at bodies
		}
		validated := 0
		var open []*model.Route
		for j := range p.App.Routes {
			r := &p.App.Routes[j]
			if r.API != api.ID || r.Fixed || r.Method != "POST" && r.Method != "PUT" && r.Method != "PATCH" {
				continue
			}
			switch yes, why := looksAtBody(p, r); {
			case why != "":
				validated++
				p.Unknown(check.Route(r), "whether the body of "+label(r)+" is looked at", why)
			case yes:
				validated++
				p.Met(check.Route(r))
			default:
				open = append(open, r)
			}
		}
		if validated == 0 && len(open) > 1 {
			s := check.Subject{ID: api.ID, At: open[0].At, Functions: answering(p, api.ID)}
			p.NotMet(s, model.LocalName(api.ID)+" looks at no body: "+label(open[0])+" and "+strconv.Itoa(len(open)-1)+" more take anything")
			continue
		}
		for _, r := range open {
			p.NotMet(check.Route(r), label(r)+" takes any body")
		}
	}
}

// looksAtBody reports whether a route's body is compared with a model: its validator validates bodies and, where
// the method is a resource of its own, there is a model to compare with.
func looksAtBody(p *check.Pass, r *model.Route) (yes bool, why string) {
	written, why := check.Written(r.Validation)
	if why != "" || !written {
		return false, why
	}
	if validator, ok := p.App.Resource(r.Validation.Target()); ok && validator.Type == "AWS::ApiGateway::RequestValidator" {
		if on, reason := isTrue(validator.Properties.Get("ValidateRequestBody"), false); !on {
			return false, reason
		}
	}
	method, ok := p.App.Resource(r.ID)
	if ok && method.Type == "AWS::ApiGateway::Method" {
		return check.Written(method.Properties.Get("RequestModels"))
	}
	return documentValidates(p, r)
}

// documentValidates reports whether the validator that an operation of an OpenAPI document names looks at bodies.
func documentValidates(p *check.Pass, r *model.Route) (yes bool, why string) {
	api, ok := p.App.Resource(r.API)
	name, known := r.Validation.Text()
	if !ok || !known {
		return true, ""
	}
	validator := api.Properties.Get("Body", "x-amazon-apigateway-request-validators", name)
	if validator.IsAbsent() {
		return true, ""
	}
	return isTrue(validator.Get("validateRequestBody"), false)
}
