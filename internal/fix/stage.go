package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// stage is where the settings of an API's stage are written: in the stage, in the SAM API that makes
// it, or, for an API that SAM makes of events, in the Globals.
type stage struct {
	model  *model.Stage
	w      *written // the stage or API; for one that SAM makes of events, the function with the event
	kind   string   // the type as it is written, or as it could be in the Globals
	global bool
}

func (c *Case) stage(id string) (*stage, error) {
	for i := range c.App.Stages {
		st := &c.App.Stages[i]
		if st.ID != id {
			continue
		}
		w, err := c.written(id)
		if err != nil {
			return nil, err
		}
		s := &stage{model: st, w: w, kind: w.kind}
		switch {
		case model.LocalName(st.API) == "ServerlessRestApi" && w.kind != "AWS::Serverless::Api":
			s.kind, s.global = "AWS::Serverless::Api", true
		case model.LocalName(st.API) == "ServerlessHttpApi" && w.kind != "AWS::Serverless::HttpApi":
			s.kind, s.global = "AWS::Serverless::HttpApi", true
		}
		return s, nil
	}
	return nil, advise("the stage is made with its API, which has no settings for it")
}

// name is what resources that belong to the stage are called after.
func (s *stage) name() string {
	if s.global {
		return model.LocalName(s.model.API)
	}
	return s.w.name
}

// setStage gives a setting of a stage a value. What SAM calls as the stage does, it makes of it.
func (ch *change) setStage(s *stage, path string, v splice.Value) error {
	ch.touch(s.model.ID, path)
	if !s.global {
		return ch.set(s.w, path, v)
	}
	keys := append([]string{"Globals", strings.TrimPrefix(s.kind, "AWS::Serverless::")}, strings.Split(path, ".")...)
	edit, err := ch.c.plan(s.w.file.Root, keys, v)
	ch.proposal.Edits = append(ch.proposal.Edits, edit)
	for _, id := range ch.c.stagesIn(s.w) {
		if other, err := ch.c.stage(id); err == nil && other.kind == s.kind {
			ch.touch(id, path)
		}
	}
	return err
}

// proposeStageTracing has an API's stage trace its requests.
func proposeStageTracing(c *Case) (Proposal, error) {
	s, err := c.stage(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if s.kind != "AWS::ApiGateway::Stage" && s.kind != "AWS::Serverless::Api" {
		return Proposal{}, advise("there is no way yet to change this on a resource of type " + s.kind)
	}
	ch := c.change()
	if err := ch.setStage(s, "TracingEnabled", splice.Bool(true)); err != nil {
		return Proposal{}, err
	}
	return ch.done()
}

// accessFormats are what a line of an access log holds, by the type that it is written on: who asked for
// what, and what the answer was (Amazon API Gateway Developer Guide, "Variables for access logging").
var accessFormats = map[string]string{
	"AWS::ApiGateway::Stage":   restFormat,
	"AWS::Serverless::Api":     restFormat,
	"AWS::ApiGatewayV2::Stage": routeFormat,
	"AWS::Serverless::HttpApi": routeFormat,
}

const (
	restFormat = `{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","time":"$context.requestTime",` +
		`"method":"$context.httpMethod","path":"$context.resourcePath","status":"$context.status","length":"$context.responseLength"}`
	routeFormat = `{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","time":"$context.requestTime",` +
		`"route":"$context.routeKey","status":"$context.status","length":"$context.responseLength"}`
)

// proposeAccessLog gives a stage an access log, and a log group for it.
func proposeAccessLog(c *Case) (Proposal, error) {
	if kind := c.typeOf(c.Finding.Resource); kind == "AWS::CloudFront::Distribution" || strings.HasPrefix(kind, "AWS::ElasticLoadBalancing") {
		return Proposal{}, adviseBucketLog(c, kind)
	}
	s, err := c.stage(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	format, path := accessFormats[s.kind], "AccessLogSetting"
	if format == "" {
		return Proposal{}, advise("there is no way yet to change this on a resource of type " + s.kind)
	}
	if strings.Contains(s.kind, "V2") || s.kind == "AWS::Serverless::HttpApi" {
		path = "AccessLogSettings"
	}
	ch := c.change()
	beside := *s.w
	if beside.name = s.name(); s.global { // the log group is not the function's
		bare := *beside.node
		bare.Keys, bare.Items = nil, nil
		beside.node, beside.id = &bare, s.model.API
	}
	group := ch.declare(&beside, "AccessLogs", logGroup()...)
	settings := splice.Map(field("DestinationArn", splice.GetAtt(group, "Arn")), field("Format", splice.Text(format)))
	if err := ch.setStage(s, path, settings); err != nil {
		return Proposal{}, err
	}
	if path == "AccessLogSetting" || c.isWebSocket(s.model.API) {
		ch.note("API Gateway needs a role to write logs with, once for an account and region (AWS::ApiGateway::Account).")
	}
	return ch.done()
}

func (c *Case) isWebSocket(api string) bool {
	r, ok := c.App.Resource(api)
	return ok && r.Properties.Get("ProtocolType").TextOr("") == "WEBSOCKET"
}

// typeOf is the provider's type of a resource of the application, "" for what is none.
func (c *Case) typeOf(id string) string {
	if r, ok := c.App.Resource(id); ok {
		return r.Type
	}
	return ""
}

// adviseBucketLog says what to write for those whose access logs go to a bucket alone.
func adviseBucketLog(c *Case, kind string) error {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return err
	}
	var body splice.Field
	switch kind {
	case "AWS::CloudFront::Distribution":
		body = field("DistributionConfig", splice.Map(field("Logging", splice.Map(field("Bucket", splice.GetAtt("LogBucket", "DomainName")), field("Prefix", splice.Text(w.name))))))
	case "AWS::ElasticLoadBalancing::LoadBalancer":
		body = field("AccessLoggingPolicy", splice.Map(field("Enabled", splice.Bool(true)), field("S3BucketName", splice.Ref("LogBucket")), field("S3BucketPrefix", splice.Text(w.name))))
	default:
		attribute := func(key string, v splice.Value) splice.Value {
			return splice.Map(field("Key", splice.Text(key)), field("Value", v))
		}
		body = field("LoadBalancerAttributes", splice.List(attribute("access_logs.s3.enabled", splice.Text("true")), attribute("access_logs.s3.bucket", splice.Ref("LogBucket"))))
	}
	return w.advise("its access log goes to a bucket, and whether there is one for logs that its delivery service may write to is not known; LogBucket stands for it", properties(body))
}

// proposeNoDataTrace switches off the logging of whole requests wherever it is switched on.
func proposeNoDataTrace(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	ch := c.change()
	if w.kind == "AWS::AppSync::GraphQLApi" {
		if err := ch.set(w, "LogConfig.ExcludeVerboseContent", splice.Bool(true)); err != nil {
			return Proposal{}, err
		}
		return ch.done()
	}
	for _, place := range []*source.Node{w.node.Get("Properties"), w.file.Root.Get("Globals").Get("Api").Get("MethodSettings")} {
		for _, m := range mapsWith(place, "DataTraceEnabled") {
			if on := m.Get("DataTraceEnabled"); on.Tag != "" || !strings.EqualFold(on.Text, "true") {
				continue
			}
			if err := ch.setAt(w, m, "DataTraceEnabled", splice.Bool(false), ""); err != nil {
				return Proposal{}, err
			}
		}
		if len(ch.proposal.Edits) > 0 {
			break
		}
	}
	if len(ch.proposal.Edits) == 0 {
		return Proposal{}, advise("it is not written where the stage is")
	}
	ch.proposal.Footprint = nil
	for _, id := range c.stagesIn(w) {
		for _, path := range []string{"MethodSettings", "DefaultRouteSettings", "RouteSettings", "StageDescription", "DataTraceEnabled"} {
			ch.touch(id, path)
		}
	}
	return ch.done()
}

// stagesIn are the ids of the stages in the template of a resource.
func (c *Case) stagesIn(w *written) []string {
	var ids []string
	for i := range c.App.Stages {
		if strings.HasPrefix(c.App.Stages[i].ID, w.prefix()) {
			ids = append(ids, c.App.Stages[i].ID)
		}
	}
	return append(ids, w.id)
}
