package observability

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var requestDataLogged = check.Rule{
	ID:       "observability-request-data-logged",
	Title:    "Full requests and responses are logged",
	Severity: finding.Medium,
	Why: "Passwords and personal data that callers send stand in the log, where everybody who may read logs finds them. " +
		"The setting is one for troubleshooting, and the provider advises against it in production.",
	Remedy:   "Set DataTraceEnabled to false on the stage and in its method settings (ExcludeVerboseContent to true for AppSync) and log chosen fields with an access log.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
		"https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html",
		"https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html",
	},
	CWE:      []string{"CWE-532"},
	OWASP:    []string{"A09:2021", "A04:2021"},
	Controls: []string{"PCI-DSS-4.0.1:3.3.1", "PCI-DSS-4.0.1:8.3.2", "GDPR:5(1)(c)", "GDPR:25(2)"},
	Run:      runRequestDataLogged,
}

func runRequestDataLogged(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		var settings []model.Value
		api := r.Properties.Get("RestApiId")
		switch r.Type {
		case "AWS::ApiGateway::Stage":
			settings = traceSettings(r.Properties)
		case deployment:
			if r.Properties.Get("StageName").IsAbsent() {
				continue // it only takes a snapshot
			}
			settings = traceSettings(r.Properties.Get("StageDescription"))
		case "AWS::ApiGatewayV2::Stage":
			api = r.Properties.Get("ApiId")
			settings = routeTraces(r.Properties)
		case "AWS::AppSync::GraphQLApi":
			verboseLog(p, r)
			continue
		default:
			continue
		}
		s := check.Subject{ID: r.ID, At: r.At, Functions: p.Answering(api.Target())}
		answerTraces(p, s, settings)
	}
}

// traceSettings are the switches of a stage of a REST API: one for all methods and those of each.
func traceSettings(stage model.Value) []model.Value {
	out := []model.Value{stage.Get("DataTraceEnabled")}
	methods := stage.Get("MethodSettings")
	if c, unknown := methods.Cause(); unknown {
		options := make([]model.Value, 0, len(methods.Options()))
		for _, option := range methods.Options() {
			options = append(options, anyTrue(option))
		}
		return append(out, model.NewUnknown(c, methods.At, options...))
	}
	for _, m := range methods.OneOrMany() {
		out = append(out, m.Get("DataTraceEnabled"))
	}
	return out
}

// anyTrue is the first switch that is on among method settings.
func anyTrue(methods model.Value) model.Value {
	for _, m := range methods.OneOrMany() {
		if on, _ := m.Get("DataTraceEnabled").Truth(); on {
			return m.Get("DataTraceEnabled")
		}
	}
	return model.Value{At: methods.At}
}

// routeTraces are the switches of a stage of a web socket API; HTTP APIs have none.
func routeTraces(stage model.Value) []model.Value {
	out := []model.Value{stage.Get("DefaultRouteSettings", "DataTraceEnabled")}
	for _, route := range stage.Get("RouteSettings").Fields() {
		out = append(out, route.Value.Get("DataTraceEnabled"))
	}
	return out
}

func answerTraces(p *check.Pass, s check.Subject, settings []model.Value) {
	why := ""
	for _, v := range settings {
		on, reason := isTrue(v)
		if on {
			p.NotMet(s, "stage "+model.LocalName(s.ID)+" logs full requests and responses", check.At(v.At))
			return
		}
		why = cmp.Or(why, reason)
	}
	if why != "" {
		p.Unknown(s, "whether stage "+model.LocalName(s.ID)+" logs full requests and responses", why)
		return
	}
	p.Met(s)
}

// verboseLog asks a GraphQL API: at the levels ALL, DEBUG and INFO each field's log line holds the
// headers and the context with all arguments, unless they are excluded (AWS AppSync Developer Guide,
// "Monitoring and logging").
func verboseLog(p *check.Pass, r *model.Resource) {
	config := r.Properties.Get("LogConfig")
	if config.IsAbsent() {
		return
	}
	s := p.Resource(r)
	every, why := check.Settle(config.Get("FieldLogLevel"), func(v model.Value) bool {
		level := v.TextOr("NONE")
		return level == "ALL" || level == "DEBUG" || level == "INFO"
	})
	excluded, reason := isTrue(config.Get("ExcludeVerboseContent"))
	switch {
	case excluded, !every && why == "":
		p.Met(s)
	case cmp.Or(why, reason) != "":
		p.Unknown(s, "whether API "+model.LocalName(r.ID)+" logs full requests and responses", cmp.Or(why, reason))
	default:
		p.NotMet(s, "API "+model.LocalName(r.ID)+" logs the headers and arguments of every request", check.At(config.At))
	}
}
