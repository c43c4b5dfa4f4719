package fix

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// place is where the settings of an API's stage are written: in the stage, in the SAM API that makes it,
// or, for an API that SAM makes of events, in the Globals.
type place struct {
	w    *written
	kind string
	path []string
}

// placeOf finds it for a stage.
func (c *Case) placeOf(s *model.Stage) (*place, error) {
	w, err := c.written(s.ID)
	if err != nil {
		return nil, err
	}
	p := &place{w: w, kind: w.kind, path: []string{"Resources", w.name, "Properties"}}
	for api, kind := range map[string]string{"ServerlessRestApi": "Api", "ServerlessHttpApi": "HttpApi"} {
		if local(s.API) == api {
			p.kind, p.path = "AWS::Serverless::"+kind, []string{"Globals", kind}
		}
	}
	return p, nil
}

// local is the name of an element in its template.
func local(id string) string {
	name := model.LocalName(id)
	return name[strings.LastIndexByte(name, '/')+1:]
}

// limitRequests gives the stages of an API that have no limit one.
func limitRequests(c *Case) (Proposal, error) {
	var d *draft
	seen := map[string]bool{}
	for i := range c.App.Stages {
		s := &c.App.Stages[i]
		if s.API != c.Finding.Resource || !s.Throttle.Rate.IsAbsent() {
			continue
		}
		p, err := c.placeOf(s)
		if err != nil {
			return Proposal{}, err
		}
		if d == nil {
			d = p.w.draft()
		}
		d.touch(s.ID, "MethodSettings")
		d.touch(s.ID, "DefaultRouteSettings")
		at := strings.Join(p.path, "\x00")
		if d.prefix+p.w.name != p.w.id || seen[at] {
			continue
		}
		seen[at] = true
		switch p.kind {
		case "AWS::Serverless::Api", "AWS::ApiGateway::Stage":
			limitMethods(d, append(p.path, "MethodSettings"))
		case "AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Stage":
			d.set(splice.Number(rate), append(p.path, "DefaultRouteSettings", "ThrottlingRateLimit")...)
			d.set(splice.Number(burst), append(p.path, "DefaultRouteSettings", "ThrottlingBurstLimit")...)
		default:
			return Proposal{}, advise("its stage is made by a resource of type " + p.kind + ": declare it as an AWS::ApiGateway::Stage with MethodSettings")
		}
	}
	if d == nil {
		return Proposal{}, advise("its stage is made with the API, which has no settings for it: declare one with DefaultRouteSettings")
	}
	d.note(startLimits)
	return d.done()
}

// limitMethods sets the limit for all methods: in the settings that there are for all, or as settings of
// their own.
func limitMethods(d *draft, path []string) {
	if list := d.at(path...); list != nil && list.Kind == source.List {
		for i, item := range list.Items {
			resource, _ := item.Get("ResourcePath").Scalar()
			method, _ := item.Get("HttpMethod").Scalar()
			if resource == "/*" && method == "*" {
				d.set(splice.Number(rate), append(path, number(i), "ThrottlingRateLimit")...)
				d.set(splice.Number(burst), append(path, number(i), "ThrottlingBurstLimit")...)
				return
			}
		}
	}
	d.grow(splice.Map(
		splice.Field{Key: "ResourcePath", Value: splice.Text("/*")}, splice.Field{Key: "HttpMethod", Value: splice.Text("*")},
		splice.Field{Key: "ThrottlingBurstLimit", Value: splice.Number(burst)}, splice.Field{Key: "ThrottlingRateLimit", Value: splice.Number(rate)},
	), path...)
}
