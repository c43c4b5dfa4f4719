package cloudformation

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

const maxOptions = 32 // values that an unknown is said to be one of

// shortTags are the tags whose long name is not "Fn::" and the tag.
var shortTags = map[string]string{"!Ref": "Ref", "!Condition": "Condition"}

// functions are the intrinsic functions.
var functions = map[string]bool{
	"Ref": true, "Condition": true, "Fn::And": true, "Fn::Base64": true, "Fn::Cidr": true, "Fn::Equals": true,
	"Fn::FindInMap": true, "Fn::GetAtt": true, "Fn::GetAZs": true, "Fn::If": true, "Fn::ImportValue": true,
	"Fn::Join": true, "Fn::Length": true, "Fn::Not": true, "Fn::Or": true, "Fn::Select": true, "Fn::Split": true,
	"Fn::Sub": true, "Fn::ToJsonString": true, "Fn::Transform": true, "Fn::GetStackOutput": true,
}

// call takes an intrinsic function apart, in its short or its long form.
func call(n *source.Node) (name string, arg *source.Node, ok bool) {
	if n == nil {
		return "", nil, false
	}
	if n.Tag != "" {
		name, special := shortTags[n.Tag]
		if !special {
			name = "Fn::" + n.Tag[1:]
		}
		bare := *n
		bare.Tag = ""
		return name, &bare, true
	}
	if n.Kind == source.Map && len(n.Keys) == 1 && functions[n.Keys[0].Text] {
		if name := n.Keys[0].Text; name != "Condition" || n.Items[0].Kind == source.String {
			return name, n.Items[0], true
		}
	}
	return "", nil, false
}

// eval is the value of a node as far as it is known.
func (s *stack) eval(n *source.Node, sc *scope) model.Value {
	if n == nil {
		return model.Value{}
	}
	at := n.Location()
	if !s.spend(1+len(n.Text)/stepText, n) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	if s.project.depth >= maxReference {
		return model.NewUnknown(model.Cause{Reason: tooDeep, At: at}, at)
	}
	s.project.depth++
	defer func() { s.project.depth-- }()
	if name, arg, ok := call(n); ok {
		return s.call(name, arg, at, sc)
	}
	switch n.Kind {
	case source.Null:
		return model.NewNull(at)
	case source.Bool:
		return model.NewBool(n.Text, at)
	case source.Number:
		return model.NewNumber(n.Text, at)
	case source.String:
		return s.project.fromStore(s, model.NewString(s.substitute(n.Text, sc), at))
	case source.List:
		return s.list(n.Items, at, sc)
	case source.Map:
		return s.object(n, at, sc)
	}
	return model.Value{At: at}
}

// list evaluates items; those that are AWS::NoValue are left out.
func (s *stack) list(nodes []*source.Node, at model.Location, sc *scope) model.Value {
	items := make([]model.Value, 0, len(nodes))
	for _, n := range nodes {
		if v := s.eval(n, sc); v.Kind() != model.Absent {
			items = append(items, v)
		}
	}
	return model.NewList(items, at)
}

func (s *stack) object(n *source.Node, at model.Location, sc *scope) model.Value {
	fields := make([]model.Field, 0, len(n.Keys))
	for _, e := range s.entries(n, sc) {
		if v := s.eval(e.node, e.scope); v.Kind() != model.Absent {
			fields = append(fields, model.Field{Key: e.name, KeyAt: e.key.Location(), Value: v})
		}
	}
	return model.NewMap(fields, at)
}

func (s *stack) call(name string, arg *source.Node, at model.Location, sc *scope) model.Value {
	switch name {
	case "Ref":
		return s.ref(arg, at, sc)
	case "Fn::GetAtt":
		return s.getAtt(arg, at, sc)
	case "Fn::Sub":
		return s.sub(arg, at, sc)
	case "Fn::If":
		return s.choose(arg, at, sc)
	case "Fn::Join":
		return s.join(arg, at, sc)
	case "Fn::Select":
		return s.pick(arg, at, sc)
	case "Fn::Split":
		return s.split(arg, at, sc)
	case "Fn::FindInMap":
		return s.findInMap(arg, at, sc)
	case "Fn::ImportValue":
		return s.use(s.project.imported(s, s.eval(arg, sc), at), arg, at)
	case "Fn::Base64":
		v := s.eval(arg, sc)
		if v.Kind() == model.Template {
			s.encoded = append(s.encoded, v)
		}
		return s.made(base64Of(v, at), arg, at)
	case "Fn::Cidr":
		return cidr(s.eval(arg, sc), at)
	case "Fn::GetAZs":
		return atDeployment("the availability zones of a region are", at)
	case "Fn::Length":
		return length(s.eval(arg, sc), at)
	case "Fn::ToJsonString":
		return s.made(toJSONString(s.eval(arg, sc), at), arg, at)
	case "Fn::Transform":
		return s.transform(arg, at, sc)
	case "Condition", "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals":
		return s.conditionValue(name, arg, at, sc)
	default:
		return model.NewUnknown(model.Cause{Name: name, Reason: "there is no function " + name, At: at}, at)
	}
}

func atDeployment(what string, at model.Location) model.Value {
	return model.NewUnknown(model.Cause{Reason: what + " known only when deployed"}, at)
}

func wrong(fn, takes string, at model.Location) model.Value {
	return model.NewUnknown(model.Cause{Name: fn, Reason: fn + " takes " + takes, At: at}, at)
}

func (s *stack) conditionValue(name string, arg *source.Node, at model.Location, sc *scope) model.Value {
	var c truth
	if name == "Condition" {
		text, _ := arg.Scalar()
		c = s.condition(text, at)
	} else {
		c = s.truthOf(&source.Node{
			File: arg.File, Kind: source.Map, Start: arg.Start, End: arg.End,
			Keys: []*source.Node{{File: arg.File, Kind: source.String, Text: name}}, Items: []*source.Node{arg},
		}, sc)
	}
	switch {
	case !c.known:
		return model.NewUnknown(c.cause, at)
	case c.value:
		return model.NewBool("true", at)
	default:
		return model.NewBool("false", at)
	}
}

// pseudo are the values that the platform sets when it deploys a stack.
var pseudo = map[string]bool{
	"AWS::AccountId": true, "AWS::NotificationARNs": true, "AWS::Partition": true, "AWS::Region": true,
	"AWS::StackId": true, "AWS::StackName": true, "AWS::URLSuffix": true,
}

func (s *stack) ref(arg *source.Node, at model.Location, sc *scope) model.Value {
	name, ok := arg.Scalar()
	if !ok {
		v := s.eval(arg, sc) // language extensions allow functions here
		if name, ok = v.Text(); !ok || v.IsSecret() {
			return wrong("Ref", "a name", at)
		}
	}
	return s.use(s.named(s.substitute(name, sc), at, sc), arg, at)
}

// named is what Ref of a name means.
func (s *stack) named(name string, at model.Location, sc *scope) model.Value {
	if v, bound := sc.find(name); bound {
		return v.WithAt(at)
	}
	if name == "AWS::NoValue" {
		return model.Value{At: at}
	}
	if pseudo[name] {
		if v, given := s.platform(name); given {
			return model.NewString(v, at)
		}
		return model.NewReference(model.Ref{Attribute: name}, at)
	}
	if p, ok := s.template.parameters[name]; ok {
		s.referredAt[at.Start] = name
		return s.parameter(p).WithAt(at)
	}
	return s.resource(name, "Ref", at)
}

func (s *stack) getAtt(arg *source.Node, at model.Location, sc *scope) model.Value {
	var name, attribute string
	switch {
	case arg.Kind == source.List && len(arg.Items) >= 2:
		var parts []string
		for _, item := range arg.Items {
			part := s.eval(item, sc)
			text, known := part.Text()
			if !known || part.IsSecret() {
				return wrong("Fn::GetAtt", "a resource and an attribute", at)
			}
			parts = append(parts, text)
		}
		name, attribute = parts[0], strings.Join(parts[1:], ".")
	default:
		text, _ := arg.Scalar()
		name, attribute, _ = strings.Cut(text, ".")
	}
	if attribute == "" {
		return wrong("Fn::GetAtt", "a resource and an attribute", at)
	}
	return s.use(s.resource(s.substitute(name, sc), s.substitute(attribute, sc), at), arg, at)
}

// choose is Fn::If. Under a condition that is not decided the value is unknown, with both branches
// as its options.
func (s *stack) choose(arg *source.Node, at model.Location, sc *scope) model.Value {
	if arg.Kind != source.List || len(arg.Items) != 3 {
		return wrong("Fn::If", "a condition and two values", at)
	}
	name, _ := arg.Items[0].Scalar()
	c := s.condition(s.substitute(name, sc), arg.Items[0].Location())
	switch {
	case !c.known:
		return model.NewUnknown(c.cause, at, s.eval(arg.Items[1], sc), s.eval(arg.Items[2], sc))
	case c.value:
		return s.eval(arg.Items[1], sc)
	default:
		return s.eval(arg.Items[2], sc)
	}
}

// sub is Fn::Sub: text with ${...}, alone or with a map of variables.
func (s *stack) sub(arg *source.Node, at model.Location, sc *scope) model.Value {
	text, ok := arg.Scalar()
	textAt := arg.Location()
	inner, variables := sc, 0
	if arg.Kind == source.List && len(arg.Items) == 2 {
		text, ok = arg.Items[0].Scalar()
		textAt = arg.Items[0].Location()
		forEachKey(arg.Items[1], func(key, node *source.Node) {
			inner = &scope{name: key.Text, value: s.eval(node, sc), outer: inner}
			variables++
		})
	}
	if !ok {
		return wrong("Fn::Sub", "a text", at)
	}
	if !s.spend((1+variables/8)*strings.Count(text, "${"), arg) {
		return model.NewUnknown(model.Cause{Reason: tooLarge, At: at}, at)
	}
	var parts []model.Value
	for text != "" {
		open := strings.Index(text, "${")
		end := -1
		if open >= 0 {
			end = strings.IndexByte(text[open:], '}')
		}
		if end < 0 {
			break
		}
		hole := strings.TrimSpace(text[open+2 : open+end])
		parts = append(parts, model.NewString(text[:open], textAt))
		if literal, escaped := strings.CutPrefix(hole, "!"); escaped {
			parts = append(parts, model.NewString("${"+literal+"}", textAt))
		} else {
			parts = append(parts, s.use(s.hole(hole, textAt, inner), arg, textAt))
		}
		text = text[open+end+1:]
	}
	parts = append(parts, model.NewString(text, textAt))
	return s.project.fromStore(s, s.made(model.NewTemplate(parts, at), arg, at))
}

func (s *stack) hole(name string, at model.Location, sc *scope) model.Value {
	if _, bound := sc.find(name); !bound {
		if resource, attribute, dotted := strings.Cut(name, "."); dotted {
			return s.resource(resource, attribute, at)
		}
	}
	v := s.named(name, at, sc)
	if v.Kind() == model.List { // a list parameter in text is joined as it was given
		return joined(v.Items(), ",", at)
	}
	return v
}
