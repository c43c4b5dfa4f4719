package cloudformation

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/iac/aws"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// export is a value that a stack offers to others under a name: an export or a stored parameter.
type export struct {
	name  model.Value
	stack *stack
	entry entry
	value *source.Node
	key   string // of the busy set
}

// collectExports finds the exports and the stored parameters of every stack.
func (p *project) collectExports() {
	for _, s := range p.stacks {
		for _, e := range s.entries(s.template.root.Get("Outputs"), nil) {
			if c := s.exists(&e); c.known && !c.value {
				continue
			}
			if name := e.node.Get("Export").Get("Name"); name != nil {
				p.exports = append(p.exports, export{name: s.eval(name, e.scope), stack: s, entry: e, value: e.node.Get("Value"), key: "export " + e.name})
			}
		}
		for _, e := range s.entriesOf {
			if c := s.exists(&e); c.known && !c.value {
				continue
			}
			switch kind, _ := e.node.Get("Type").Scalar(); kind {
			case "AWS::SSM::Parameter":
				properties := e.node.Get("Properties")
				if name := properties.Get("Name"); name != nil {
					p.published = append(p.published, export{name: s.eval(name, e.scope), stack: s, entry: e, value: properties.Get("Value"), key: "stored " + e.name})
				}
			case regionWriter:
				forEachKey(e.node.Get("Properties").Get("WriterProps").Get("exports"), func(key, value *source.Node) {
					p.published = append(p.published, export{name: model.NewString(key.Text, key.Location()), stack: s, entry: e, value: value, key: "stored " + key.Text})
				})
			}
		}
	}
}

// The custom resources with which the AWS CDK passes values from one region to another, through stored
// parameters (aws-cdk-lib: ExportWriter, ExportReader and EdgeFunction). The attributes of the first
// reader are the names of parameters; the second has one parameter, the ARN of a function.
const (
	regionWriter = "Custom::CrossRegionExportWriter"
	regionReader = "Custom::CrossRegionExportReader"
	edgeReader   = "Custom::CrossRegionStringParameterReader"
)

// otherRegion is the value that a stack of another region writes and a resource of this one reads.
func (s *stack) otherRegion(e *entry, attribute string, at model.Location) (model.Value, bool) {
	name := model.NewString(attribute, at)
	switch kind, _ := e.node.Get("Type").Scalar(); kind {
	case regionReader:
	case edgeReader:
		if name = s.eval(e.node.Get("Properties").Get("ParameterName"), e.scope); attribute != "FunctionArn" {
			return model.Value{}, false
		}
	default:
		return model.Value{}, false
	}
	v := s.project.lookUp(s, s.project.published, name, at, "stored parameter")
	return v, !v.IsUnknown() || len(v.Options()) > 0
}

// imported is the value of an export, taken from the stack that has it.
func (p *project) imported(s *stack, name model.Value, at model.Location) model.Value {
	return p.lookUp(s, p.exports, name, at, "export")
}

// stored is the value of a parameter in the parameter store, taken from the stack that declares it.
func (p *project) stored(s *stack, parameter string, name model.Value, at model.Location) model.Value {
	v := p.lookUp(s, p.published, name, at, "stored parameter")
	if c, unknown := v.Cause(); unknown {
		c.Name = parameter
		return model.NewUnknown(c, at, v.Options()...)
	}
	return v
}

// fromStore joins a text that is wholly a dynamic reference to a plain stored parameter
// ({{resolve:ssm:name:version}}) to the stack that declares the parameter. Any other text stays.
func (p *project) fromStore(s *stack, v model.Value) model.Value {
	text, known := v.Text()
	if !known || !strings.HasPrefix(text, "{{resolve:ssm:") || !strings.HasSuffix(text, "}}") || len(p.published) == 0 {
		return v
	}
	name := strings.TrimSuffix(strings.TrimPrefix(text, "{{resolve:ssm:"), "}}")
	name, _, _ = strings.Cut(name, ":")
	found := p.lookUp(s, p.published, secretLike(model.NewString(name, v.At), v), v.At, "stored parameter")
	if found.IsUnknown() && len(found.Options()) == 0 {
		return v
	}
	return found
}

func (p *project) lookUp(s *stack, offers []export, name model.Value, at model.Location, what string) model.Value {
	if c, unknown := name.Cause(); unknown {
		c.Made = true
		return model.NewUnknown(c, at)
	}
	var same, alike []export
	cost := 0
	for _, x := range offers {
		cost += 1 + textLength(name)*textLength(x.name)/512
	}
	if !s.spend(cost/4, nil) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	for _, x := range offers {
		switch aws.SameName(x.name, name) {
		case aws.Same:
			same = append(same, x)
		case aws.MaybeSame:
			alike = append(alike, x)
		case aws.Different:
		}
	}
	found := same
	if len(found) == 0 {
		found = alike
	}
	if len(found) > 1 {
		found = p.near(s, found)
	}
	label := strings.Trim(name.String(), " ")
	switch len(found) {
	case 0:
		return model.NewUnknown(model.Cause{Name: label, Reason: "no template here has the " + what + " " + label, At: at}, at)
	case 1:
		return found[0].take(at)
	}
	var options []model.Value
	var places []string
	for _, x := range found {
		options = append(options, x.take(at))
		places = append(places, x.entry.key.Location().String())
	}
	return model.NewUnknown(model.Cause{Name: label, Reason: "the " + what + " " + label + " may be that of " + strings.Join(places, " or "), At: at}, at, options...)
}

// take evaluates the offered value for use at another place; both places are kept.
func (x export) take(at model.Location) model.Value {
	if x.stack.busy[x.key] {
		return model.NewUnknown(model.Cause{Name: x.name.String(), Reason: x.name.String() + " depends on itself", At: x.entry.key.Location()}, at)
	}
	x.stack.busy[x.key] = true
	defer delete(x.stack.busy, x.key)
	return x.stack.eval(x.value, x.entry.scope).WithAt(at).Through(x.entry.key.Location())
}

// near keeps the offers of the same environment as the stack, of these the ones of the same directory,
// if that leaves any.
func (p *project) near(s *stack, offers []export) []export {
	mine, dir := environment(s), path.Dir(s.root().template.path)
	for _, alike := range []func(x export) bool{
		func(x export) bool { return environment(x.stack) == mine },
		func(x export) bool { return path.Dir(x.stack.root().template.path) == dir },
	} {
		var out []export
		for _, x := range offers {
			if alike(x) {
				out = append(out, x)
			}
		}
		if len(out) > 0 {
			offers = out
		}
	}
	return offers
}

// environments are the usual names of deployment environments.
var environments = map[string]bool{
	"dev": true, "development": true, "test": true, "testing": true, "qa": true, "uat": true, "stage": true,
	"staging": true, "preprod": true, "prod": true, "production": true, "live": true, "sandbox": true, "demo": true,
	"beta": true, "gamma": true,
}

// environment is which environment a stack is for, as its parameters or its path say; "" if neither
// does.
func environment(s *stack) string {
	for s.parent != nil {
		s = s.parent
	}
	for _, name := range []string{"Environment", "Stage", "Env", "EnvironmentName", "StageName", "EnvName"} {
		if p, ok := s.template.parameters[name]; ok {
			if text, known := s.parameter(p).Text(); known {
				return strings.ToLower(text)
			}
		}
	}
	words := strings.FieldsFunc(strings.ToLower(s.template.path), func(r rune) bool { return strings.ContainsRune("/.-_", r) })
	for _, w := range words {
		if environments[w] {
			return w
		}
	}
	return ""
}
