package observability

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// trails are what records calls of the account: the trails and event data stores of an application that
// are not switched off.
func trails(p *check.Pass) []*model.Resource {
	var out []*model.Resource
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		switch r.Type {
		case "AWS::CloudTrail::Trail":
			if on, known := r.Properties.Get("IsLogging").Truth(); !known || on {
				out = append(out, r)
			}
		case "AWS::CloudTrail::EventDataStore":
			if on, known := r.Properties.Get("IngestionEnabled").Truth(); !known || on {
				out = append(out, r)
			}
		}
	}
	return out
}

// store is an element whose use is recorded by data events: the type that selectors call it by, and how
// they write that they mean all of that type.
type store struct {
	eventType string
	all       []string
	id        string
	name      model.Value
}

// storeOf is what data events there are of a resource; ok is false where there are none that matter.
func storeOf(r *model.Resource) (s store, ok bool) {
	switch {
	case r.Type == "AWS::S3::Bucket":
		return store{"AWS::S3::Object", []string{"arn:aws:s3", "arn:aws:s3:::"}, r.ID, r.Name}, true
	case r.Kind == model.KindTable && strings.HasPrefix(r.Type, "AWS::DynamoDB::"):
		return store{"AWS::DynamoDB::Table", []string{"arn:aws:dynamodb"}, r.ID, r.Name}, true
	}
	return store{}, false
}

// storeOfFunction is what data events there are of a function: its invocations.
func storeOfFunction(f *model.Function) store {
	return store{"AWS::Lambda::Function", []string{"arn:aws:lambda"}, f.ID, check.FunctionName(f)}
}

// isRecorded reports whether one of the trails records the data events of an element. The reason is set
// where that cannot be told.
func (s store) isRecorded(all []*model.Resource) (yes bool, why string) {
	for _, trail := range all {
		recorded, reason := s.inBasic(trail.Properties.Get("EventSelectors"))
		if !recorded {
			advanced, open := s.inAdvanced(trail.Properties.Get("AdvancedEventSelectors"))
			recorded, reason = advanced, cmp.Or(reason, open)
		}
		if recorded && trail.Conditional != "" {
			recorded, reason = false, trail.Conditional
		}
		if recorded {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// inBasic reads the basic event selectors of a trail (AWS CloudTrail API Reference, "DataResource").
func (s store) inBasic(selectors model.Value) (yes bool, why string) {
	if c, unknown := selectors.Cause(); unknown {
		return false, c.Reason
	}
	for _, selector := range selectors.OneOrMany() {
		for _, data := range selector.Get("DataResources").OneOrMany() {
			if data.Get("Type").TextOr("") != s.eventType {
				continue
			}
			for _, v := range data.Get("Values").OneOrMany() {
				if s.isMeant(v) {
					return true, ""
				}
				if c, unknown := v.Cause(); unknown {
					why = c.Reason
				}
			}
		}
	}
	return false, why
}

// inAdvanced reads the advanced event selectors of a trail: the fields of one selector must all fit
// (AWS CloudTrail API Reference, "AdvancedFieldSelector").
func (s store) inAdvanced(selectors model.Value) (yes bool, why string) {
	if c, unknown := selectors.Cause(); unknown {
		return false, c.Reason
	}
	for _, selector := range selectors.OneOrMany() {
		fits, reason := s.fits(selector.Get("FieldSelectors"))
		if fits {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

func (s store) fits(fields model.Value) (yes bool, why string) {
	if c, unknown := fields.Cause(); unknown {
		return false, c.Reason
	}
	isData, isType := false, false
	for _, field := range fields.OneOrMany() {
		switch field.Get("Field").TextOr("") {
		case "eventCategory":
			isData = hasText(field.Get("Equals"), "Data")
		case "resources.type":
			isType = hasText(field.Get("Equals"), s.eventType)
		case "resources.ARN":
			if !s.inARNs(field) {
				return false, ""
			}
		}
	}
	return isData && isType, ""
}

// inARNs reports whether a selector on ARNs takes the element in.
func (s store) inARNs(field model.Value) bool {
	for _, operator := range []string{"Equals", "StartsWith", "EndsWith"} {
		values := field.Get(operator)
		if values.IsAbsent() {
			continue
		}
		meant := false
		for _, v := range values.OneOrMany() {
			meant = meant || s.isMeant(v) || v.IsUnknown()
		}
		if !meant {
			return false
		}
	}
	for _, operator := range []string{"NotEquals", "NotStartsWith"} {
		if slices.ContainsFunc(field.Get(operator).OneOrMany(), s.isMeant) {
			return false
		}
	}
	return true
}

// isMeant reports whether an ARN in a selector is that of the element, of everything of its type, or
// the beginning of its own.
func (s store) isMeant(v model.Value) bool {
	text := strings.ReplaceAll(v.String(), "${AWS::Partition}", "aws")
	for _, all := range s.all {
		if text == all || text == all+"/" {
			return true
		}
	}
	if check.Means(v, s.id, s.name) {
		return true
	}
	name := s.name.String()
	if at := strings.LastIndexByte(text, ':'); at >= 0 && name != "" && strings.HasPrefix(text, "arn:") {
		prefix := strings.TrimSuffix(strings.TrimPrefix(text[at+1:], "table/"), "/")
		return prefix != "" && strings.HasPrefix(name, prefix)
	}
	return false
}

func hasText(list model.Value, text string) bool {
	for _, v := range list.OneOrMany() {
		if v.TextOr("") == text {
			return true
		}
	}
	return false
}

// isLogBucket reports whether logs are delivered to a bucket: to record who writes them would make more
// of them, without end.
func isLogBucket(p *check.Pass) func(*model.Resource) bool {
	var targets []model.Value
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		for _, path := range logTargets[r.Type] {
			targets = append(targets, r.Properties.Get(path...))
		}
		switch r.Type {
		case "AWS::ElasticLoadBalancingV2::LoadBalancer":
			targets = append(targets, attribute(r, "access_logs.s3.bucket"))
		case "AWS::WAFv2::LoggingConfiguration":
			targets = append(targets, r.Properties.Get("LogDestinationConfigs").OneOrMany()...)
		}
	}
	fed := map[string]bool{}
	for i := range p.App.Grants {
		g := &p.App.Grants[i]
		for _, service := range g.Principals.Get("Service").OneOrMany() {
			fed[g.Resource] = fed[g.Resource] || logServices[service.TextOr("")]
		}
	}
	return func(bucket *model.Resource) bool {
		if fed[bucket.ID] || bucket.Properties.Get("AccessControl").TextOr("") == "LogDeliveryWrite" {
			return true
		}
		for _, v := range targets {
			for _, option := range append([]model.Value{v}, v.Options()...) {
				if check.Means(option, bucket.ID, bucket.Name) {
					return true
				}
			}
		}
		return false
	}
}

// logServices are the services that deliver logs to a bucket whose policy lets them.
var logServices = map[string]bool{
	"cloudtrail.amazonaws.com": true, "delivery.logs.amazonaws.com": true, "logging.s3.amazonaws.com": true, "config.amazonaws.com": true,
	"logdelivery.elasticloadbalancing.amazonaws.com": true, "logdelivery.elb.amazonaws.com": true,
}

// logTargets are the properties that name the bucket that logs go to.
var logTargets = map[string][][]string{
	"AWS::S3::Bucket":                                  {{"LoggingConfiguration", "DestinationBucketName"}},
	"AWS::CloudTrail::Trail":                           {{"S3BucketName"}},
	"AWS::CloudFront::Distribution":                    {{"DistributionConfig", "Logging", "Bucket"}},
	"AWS::ElasticLoadBalancing::LoadBalancer":          {{"AccessLoggingPolicy", "S3BucketName"}},
	"AWS::EC2::FlowLog":                                {{"LogDestination"}},
	"AWS::Config::DeliveryChannel":                     {{"S3BucketName"}},
	"AWS::Logs::DeliveryDestination":                   {{"DestinationResourceArn"}},
	"AWS::Route53Resolver::ResolverQueryLoggingConfig": {{"DestinationArn"}},
}
