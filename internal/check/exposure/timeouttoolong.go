package exposure

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var timeoutTooLong = check.Rule{
	ID:       "exposure-timeout-too-long",
	Title:    "Function runs on after its API has given up",
	Severity: finding.Low,
	Why: "The caller has long got an error and asks again while the function still runs, is paid for and holds its share of the account's concurrency. " +
		"Whoever finds a slow request makes one cheap call cost many times what it costs them; a second over the limit is only worth a note.",
	Remedy:   "Set Timeout below what the API waits for (29 seconds for REST and WebSocket APIs, 30 for HTTP APIs and AppSync), or hand long work to a queue or a workflow.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
		"https://docs.aws.amazon.com/general/latest/gr/appsync.html",
		"https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
	},
	CWE:      []string{"CWE-400"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runTimeoutTooLong,
}

// patience is how long APIs wait for a function at most, in milliseconds, where nothing else is written
// (the quotas of API Gateway and AppSync).
var patience = map[string]int{"rest": 29_000, "websocket": 29_000, "http": 30_000, "graphql": 30_000}

func runTimeoutTooLong(p *check.Pass) {
	for i := range p.App.Functions {
		f := &p.App.Functions[i]
		waits, otherwise, asked := longestWait(p, f)
		if !asked {
			continue
		}
		s := check.Function(f)
		over, why := compare(f.Timeout, waits, 3, otherwise, func(timeout, wait int) bool { return timeout*1000 > wait })
		far, _ := compare(f.Timeout, waits, 3, otherwise, func(timeout, wait int) bool { return timeout*1000 > wait+1000 })
		severity := finding.Low
		if !far {
			severity = finding.Info
		}
		switch {
		case why != "":
			p.Unknown(s, "whether "+model.LocalName(f.ID)+" runs longer than its API waits", why)
		case over:
			wait := shown(waits, strconv.Itoa(otherwise))
			p.NotMet(s, model.LocalName(f.ID)+" may run for "+shown(f.Timeout, "3")+" s, its API waits for "+strings.TrimSuffix(wait, "000")+" s", check.At(f.Timeout.At), check.Severity(severity))
		default:
			p.Met(s)
		}
	}
}

// longestWait is how long the most patient API waits for a function: what its integration says, or what the API
// does otherwise. Nobody is asked of a function that other things run too, or that its API does not
// wait for: it has its time for those.
func longestWait(p *check.Pass, f *model.Function) (waits model.Value, otherwise int, asked bool) {
	for _, t := range f.Triggers {
		if t.Kind != model.TriggerHTTP {
			return model.Value{}, 0, false
		}
		r, ok := routeOf(p, t, f)
		limit, known := patience[r.Protocol]
		if !ok || !known || asynchronous(p, r) {
			return model.Value{}, 0, false
		}
		asked = true
		if n, written := r.Timeout.Int(); written {
			limit = n
		} else if r.Timeout.IsUnknown() {
			waits = r.Timeout
		}
		otherwise = max(otherwise, limit)
	}
	return waits, otherwise, asked
}

// routeOf is the route of a function's trigger; the data sources of a GraphQL API answer its one route.
func routeOf(p *check.Pass, t model.Trigger, f *model.Function) (*model.Route, bool) {
	for i := range p.App.Routes {
		r := &p.App.Routes[i]
		if r.ID == t.From && (r.Function == f.ID || r.Protocol == "graphql") {
			return r, true
		}
	}
	return &model.Route{}, false
}

// asynchronous reports whether a REST API starts the function without waiting for it: the header
// X-Amz-Invocation-Type of the integration is 'Event' (API Gateway Developer Guide, "Set up asynchronous
// invocation of the backend Lambda function").
func asynchronous(p *check.Pass, r *model.Route) bool {
	var parameters model.Value
	if method, ok := p.App.Resource(r.ID); ok {
		parameters = method.Properties.Get("Integration", "RequestParameters")
	} else if api, ok := p.App.Resource(r.API); ok {
		method := strings.ToLower(r.Method)
		if method == "any" {
			method = "x-amazon-apigateway-any-method"
		}
		parameters = api.Properties.Get("Body", "paths", r.Path, method, "x-amazon-apigateway-integration", "requestParameters")
	}
	for _, f := range parameters.Fields() {
		if strings.EqualFold(f.Key, "integration.request.header.X-Amz-Invocation-Type") {
			return !strings.Contains(f.Value.TextOr(""), "RequestResponse")
		}
	}
	return false
}
