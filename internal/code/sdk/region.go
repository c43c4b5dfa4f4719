package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// regionOf is the region that a request goes to: absent where it is the function's own, * where it is not known which.
func (r *run) regionOf(q *request) model.Value {
	if q.as.region == nil {
		return model.Value{}
	}
	var all []name
	for _, v := range options(q.as.region) {
		if !nothing(v) {
			all = append(all, r.names(v)...)
		}
	}
	if len(all) == 0 {
		return model.Value{}
	}
	if p, isHole := all[0].hole(); isHole && len(all) == 1 {
		if ref, isRef := p.value.Ref(); isRef && ref.Attribute == "AWS::Region" {
			return model.Value{}
		}
	}
	if text := all[0].known(); len(all) == 1 && all[0].fixed() && text != "" {
		if text == r.function.Region {
			return model.Value{}
		}
		return model.NewString(text, all[0].at)
	}
	return model.NewString(anyRegion, all[0].at)
}

// anyRegion is a region that is not known, as policies write it.
const anyRegion = "*"

// regions are those that the clients of each service are made for in a function's code, "" for its own.
type regions map[string]map[string]bool

func (r *run) regionsOf(asked [][]request) regions {
	out := regions{}
	for _, all := range asked {
		for i := range all {
			q := &all[i]
			if out[q.service] == nil {
				out[q.service] = map[string]bool{}
			}
			out[q.service][r.regionOf(q).TextOr("")] = true
		}
	}
	return out
}

// doubt says why it is not known whether a client talks to what is declared here: it is made for a region that is written
// out, and others of the function for another one. At most one of them is that of the application.
func (s regions) doubt(service string, region model.Value) string {
	text := region.TextOr("")
	if text == "" || text == anyRegion || len(s[service]) < 2 {
		return ""
	}
	return "its client is for " + text + ", others are for another region: whether that is where the application is, is not known"
}

// elsewhere reports whether a request goes to another region than that of an element which is found by a name.
func (r *run) elsewhere(e *element) bool {
	asked := r.region.TextOr(r.function.Region)
	return regional[e.kind] && e.region != "" && asked != "" && asked != anyRegion && asked != e.region
}

// doubts says why it is not known whether a request is about an element which is found by a name, "" where it is.
func (r *run) doubts(e *element) string {
	if regional[e.kind] && e.region == "" {
		return r.doubt
	}
	return ""
}

// regional are the types that are found by names which another region may have too.
var regional = map[string]bool{
	"AWS::DynamoDB::Table": true, "AWS::Lambda::Function": true, "AWS::Kinesis::Stream": true, "AWS::KinesisFirehose::DeliveryStream": true,
	"AWS::SSM::Parameter": true, "AWS::Logs::LogGroup": true, "AWS::Events::EventBus": true, "AWS::SecretsManager::Secret": true,
}

// identityOf answers as whom and where a client speaks that a call makes.
func (r *run) identityOf(c *term.Call) identity {
	region := r.madeFor(c, 0)
	if region == nil {
		region = r.presetFor(c)
	}
	return identity{r.credentials(c), region}
}

// madeFor is the region that a client, a session or a configuration is told by the call that makes it, nil for none. What
// is said last counts.
func (r *run) madeFor(c *term.Call, depth int) term.Value {
	if depth > maxDepth {
		return nil
	}
	var found term.Value
	if isWithRegion(c.Callee) {
		found = argument(c, 0, "")
	}
	if m, ok := c.Callee.(*term.Member); ok && found == nil { // aws.NewConfig().WithRegion("eu-west-1").WithMaxRetries(3)
		found = r.toldBy(m.Of, c, depth+1)
	}
	for i := range c.Args {
		a := &c.Args[i]
		var said term.Value
		switch {
		case a.Name == "region_name":
			said = a.Value
		case strings.HasPrefix(a.Name, "aws_"): // keys, which another client may have asked for elsewhere
		default:
			said = r.toldBy(a.Value, c, depth+1)
		}
		if said != nil && !nothing(said) {
			found = said
		}
	}
	return found
}

// toldBy is the region that a value tells a client that a call makes of it: options, a configuration, a session, what sets
// options.
func (r *run) toldBy(v term.Value, maker *term.Call, depth int) term.Value {
	switch x := v.(type) {
	case *term.Object:
		return r.regionIn(x, maker, depth)
	case *term.Closure: // func(o *s3.Options) { o.Region = "eu-west-1" }
		return r.assignedIn(x.Function)
	case *term.Result, *term.Item:
		if set := r.assigned(x, maker); set != nil {
			return set
		}
		if made, ok := root(x).(*term.Result); ok {
			return r.madeFor(made.Call, depth+1)
		}
	}
	return nil
}

func isWithRegion(callee term.Value) bool {
	switch f := callee.(type) {
	case *term.Extern:
		return f.Name == "WithRegion"
	case *term.Member:
		return f.Name == "WithRegion"
	}
	return false
}

// regionIn is the region among options; of DocumentClient of JavaScript also that of the service that it is to ask by.
func (r *run) regionIn(options *term.Object, maker *term.Call, depth int) term.Value {
	for _, name := range options.Names {
		if strings.EqualFold(name, "region") {
			return options.Fields[name]
		}
	}
	if service := options.Fields["service"]; service != nil {
		return r.toldBy(service, maker, depth+1)
	}
	return nil
}
