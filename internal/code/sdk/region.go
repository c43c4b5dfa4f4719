package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// identityOf answers as whom and where a client speaks that a call makes.
func (r *run) identityOf(c *eval.Call) identity {
	return identity{r.credentials(c), r.madeFor(c, 0)}
}

// madeFor is the region that a client, a session or a configuration is made for, "" where its call does not write one out.
// What is said last counts.
func (r *run) madeFor(c *eval.Call, depth int) string {
	found := ""
	if isWithRegion(c.Callee) {
		found = r.regionNamed(argument(c, 0, ""))
	}
	if m, ok := c.Callee.(*eval.Member); ok { // aws.NewConfig().WithRegion("eu-west-1").WithMaxRetries(3)
		if of, ok := m.Of.(*eval.Result); ok && depth < maxDepth && found == "" {
			found = r.madeFor(of.Call, depth+1)
		}
	}
	for i := range c.Args {
		a := &c.Args[i]
		said := ""
		switch v := a.Value.(type) {
		case *eval.Object:
			said = r.regionIn(v)
		case *eval.Result:
			if depth < maxDepth {
				said = r.madeFor(v.Call, depth+1)
			}
		default:
			if a.Name == "region_name" {
				said = r.regionNamed(v)
			}
		}
		if said != "" {
			found = said
		}
	}
	return found
}

func isWithRegion(callee eval.Value) bool {
	switch f := callee.(type) {
	case *eval.Extern:
		return f.Name == "WithRegion"
	case *eval.Member:
		return f.Name == "WithRegion"
	}
	return false
}

// regionIn is the region among options.
func (r *run) regionIn(options *eval.Object) string {
	for _, name := range options.Names {
		if strings.EqualFold(name, "region") {
			return r.regionNamed(options.Fields[name])
		}
	}
	return ""
}

// regionNamed is a region that is written out.
func (r *run) regionNamed(v eval.Value) string {
	if v == nil {
		return ""
	}
	if all := r.names(v); len(all) == 1 && all[0].fixed() {
		return all[0].known()
	}
	return ""
}

// regions are those that the clients of each service are made for in a function's code.
type regions map[string]map[string]bool

func (s regions) add(q *request) {
	if s[q.service] == nil {
		s[q.service] = map[string]bool{}
	}
	s[q.service][q.as.region] = true
}

// doubt says why it is not known whether a client talks to what is declared here: it is made for a region that is written
// out, and others of the function for another one. At most one of them is that of the application.
func (s regions) doubt(q *request) string {
	if q.as.region == "" || len(s[q.service]) < 2 {
		return ""
	}
	return "its client is for " + q.as.region + ", others are for another region: whether that is where the application is, is not known"
}

// regional are the types that are found by names which another region may have too.
var regional = map[string]bool{
	"AWS::DynamoDB::Table": true, "AWS::Lambda::Function": true, "AWS::Kinesis::Stream": true, "AWS::KinesisFirehose::DeliveryStream": true,
	"AWS::SSM::Parameter": true, "AWS::Logs::LogGroup": true, "AWS::Events::EventBus": true, "AWS::SecretsManager::Secret": true,
}
