package observability

import (
	"cmp"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var accessLogOff = check.Rule{
	ID:       "observability-access-log-off",
	Title:    "Requests leave no access log",
	Severity: finding.Medium,
	Why: "Whoever tries out addresses, tokens or payloads leaves no trace: nobody can say afterwards who called what and from where. " +
		"The logs of the functions hold only what got through to them.",
	Remedy: "Give the stage AccessLogSetting.DestinationArn (AccessLogSettings for HTTP and web socket APIs), the distribution Logging or an AWS::Logs::DeliverySource, " +
		"the load balancer the attribute access_logs.s3.enabled.",
	Practice: finding.Monitoring,
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
	},
	CWE:      []string{"CWE-778"},
	OWASP:    []string{"A09:2021"},
	Controls: []string{"PCI-DSS-4.0.1:10.2.2", "HIPAA:164.312(b)", "GDPR:33(3)"},
	Run:      runAccessLogOff,
}

// deployment is the type of a REST API's snapshot, which may make a stage.
const deployment = "AWS::ApiGateway::Deployment"

func runAccessLogOff(p *check.Pass) {
	staged := map[string]bool{}
	declared := map[model.Location]bool{}
	for i := range p.App.Stages {
		if r, ok := p.App.Resource(p.App.Stages[i].ID); ok && r.Type != deployment {
			declared[r.At] = true
		}
	}
	for i := range p.App.Stages {
		st := &p.App.Stages[i]
		staged[st.API] = true
		if r, ok := p.App.Resource(st.ID); ok && r.Type == deployment && declared[r.At] {
			continue // SAM makes a stage, and a deployment that makes another, of one line
		}
		s := check.Subject{ID: st.ID, At: st.At, Functions: p.Answering(st.API)}
		logged(p, s, "stage", st.Conditional, st.AccessLog, check.Written, st.AccessLog.Get("DestinationArn"))
	}
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case "AWS::ApiGatewayV2::Api":
			if quick := r.Properties.Get("Target"); !quick.IsAbsent() && !staged[r.ID] {
				s := check.Subject{ID: r.ID, At: r.At, Functions: p.Answering(r.ID)}
				logged(p, s, "stage made with API", r.Conditional, model.Value{}, check.Written, model.Value{})
			}
		case "AWS::CloudFront::Distribution":
			config := r.Properties.Get("DistributionConfig")
			logs := []model.Value{config.Get("Logging", "Bucket"), config.Get("DefaultCacheBehavior", "RealtimeLogConfigArn")}
			for _, behaviour := range config.Get("CacheBehaviors").OneOrMany() {
				logs = append(logs, behaviour.Get("RealtimeLogConfigArn"))
			}
			logged(p, p.Resource(r), "distribution", r.Conditional, config.Get("Logging"), check.Written, logs...)
		case "AWS::ElasticLoadBalancingV2::LoadBalancer":
			if logsRequests(p, r) {
				on := attribute(r, "access_logs.s3.enabled")
				logged(p, p.Resource(r), "load balancer", r.Conditional, on, isTrue, on)
			}
		case "AWS::ElasticLoadBalancing::LoadBalancer":
			on := r.Properties.Get("AccessLoggingPolicy", "Enabled")
			logged(p, p.Resource(r), "load balancer", r.Conditional, on, isTrue, on)
		}
	}
}

// logged answers for what one of several settings gives an access log, or a log delivery that is
// declared beside it.
func logged(p *check.Pass, s check.Subject, kind, conditional string, cause model.Value, ask func(model.Value) (bool, string), settings ...model.Value) {
	name := kind + " " + model.LocalName(s.ID)
	why := ""
	for _, v := range settings {
		on, reason := ask(v)
		if on {
			p.Met(s)
			return
		}
		why = cmp.Or(why, reason)
	}
	delivered, reason := delivery(p, s.ID, conditional)
	switch why = cmp.Or(why, reason); {
	case delivered:
		p.Met(s)
	case why != "":
		p.Unknown(s, "whether "+name+" has an access log", why)
	default:
		p.NotMet(s, name+" has no access log", at(cause))
	}
}

// delivery reports whether a log delivery is declared whose source is an element; the reason is set
// where it is not known whether the delivery is deployed.
func delivery(p *check.Pass, id, conditional string) (found bool, why string) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::Logs::DeliverySource" || !check.Means(r.Properties.Get("ResourceArn"), id, model.Value{}) {
			continue
		}
		if apart := check.Apart(r.Conditional, conditional); apart != "" {
			why = apart
			continue
		}
		return true, ""
	}
	return false, why
}

// logsRequests reports whether a load balancer is of a kind that can have an access log: one of a
// network only for TLS, a gateway never (Elastic Load Balancing, "Access logs for your Network Load
// Balancer").
func logsRequests(p *check.Pass, r *model.Resource) bool {
	switch r.Properties.Get("Type").TextOr("application") {
	case "application":
		return true
	case "network":
		for i := range p.App.Resources {
			l := &p.App.Resources[i]
			if l.Type == "AWS::ElasticLoadBalancingV2::Listener" && check.Means(l.Properties.Get("LoadBalancerArn"), r.ID, r.Name) && l.Properties.Get("Protocol").TextOr("") == "TLS" {
				return true
			}
		}
	}
	return false
}

// attribute is the value of a load balancer's attribute.
func attribute(r *model.Resource, key string) model.Value {
	attributes := r.Properties.Get("LoadBalancerAttributes")
	if attributes.IsUnknown() {
		return attributes
	}
	for _, a := range attributes.OneOrMany() {
		if a.IsUnknown() {
			if name := a.Get("Key"); len(name.Options()) > 0 {
				return whereKey(a, key)
			}
		}
		if strings.EqualFold(a.Get("Key").TextOr(""), key) {
			return a.Get("Value")
		}
	}
	return model.Value{At: attributes.At}
}

// whereKey is the value of an attribute that is there in one branch of a condition.
func whereKey(a model.Value, key string) model.Value {
	c, _ := a.Cause()
	var options []model.Value
	found := false
	for _, option := range a.Options() {
		if strings.EqualFold(option.Get("Key").TextOr(""), key) {
			found = true
			options = append(options, option.Get("Value"))
		} else {
			options = append(options, model.Value{})
		}
	}
	if !found {
		return model.Value{At: a.At}
	}
	return model.NewUnknown(c, a.At, options...)
}

// isTrue reports whether a value switches something on.
func isTrue(v model.Value) (on bool, why string) {
	return check.Settle(v, func(v model.Value) bool {
		on, _ := v.Truth()
		return on
	})
}
