package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// address is an ARN taken apart. Its last part may have holes.
type address struct {
	service  string
	foreign  bool // it names an account, or the caller does: it may be another one than that of the application
	resource name
}

// parseAddress takes a name apart that is written as an ARN.
func parseAddress(n name) (address, bool) {
	if !strings.HasPrefix(n.known(), "arn:") {
		return address{}, false
	}
	var a address
	rest := n
	for i := range 5 {
		before, after, found := rest.cut(":")
		if !found {
			return address{}, false
		}
		text, fixed := before.all(), before.fixed()
		_, elsewhere := before.has(chosen)
		switch i {
		case 2:
			a.service = text
		case 3:
			a.foreign = elsewhere
		case 4:
			a.foreign = a.foreign || elsewhere || fixed && text != ""
		}
		rest = after
	}
	a.resource = rest
	return a, true
}

// name is the last part without what says the type, where the ARN is of the type.
func (a address) name(t catalogue.ResourceType) (name, bool) {
	form := strings.SplitN(t.ARN(), ":", 6)
	if len(form) < 6 || a.service != "" && form[2] != a.service {
		return name{}, false
	}
	before, _, _ := strings.Cut(form[5], "${")
	if before == "" {
		return a.resource, true
	}
	return a.resource.trim(before)
}

// foreignQueue is the ARN of a queue whose address names an account: it may be another one than that of the application.
func foreignQueue(n name) (name, bool) {
	host, found := strings.CutPrefix(n.known(), "https://sqs.")
	parts := strings.Split(host, "/")
	if !found || !n.fixed() || len(parts) != 3 {
		return name{}, false
	}
	region, domain, _ := strings.Cut(parts[0], ".")
	if !strings.HasPrefix(domain, "amazonaws.com") || strings.Trim(parts[1], "0123456789") != "" {
		return name{}, false
	}
	out := textName("arn:aws:sqs:" + region + ":" + parts[1] + ":" + parts[2])
	out.at = n.at
	return out, true
}

// streamOf is the table whose stream a name is, where that is what a rule is about.
func streamOf(n name, rule rule) name {
	if rule.of.String() != "dynamodb:stream" {
		return n
	}
	hole, ok := n.hole()
	if ref, isRef := hole.value.Ref(); ok && isRef && (ref.Attribute == "StreamArn" || ref.Attribute == "LatestStreamArn") {
		ref.Attribute = "Arn"
		table := ofValue(model.NewReference(ref, n.at))
		table.at = n.at
		return table
	}
	return n
}

// plain is a name without what only says how it is given: the address of a queue, the slash before a parameter, the host
// of an API. suffix is what the name says beside: the alias of a function.
func plain(n name, container string) (name, []model.Value) {
	switch container {
	case "sqs:queue":
		if strings.Contains(n.known(), "://") || strings.HasPrefix(n.known(), "//") {
			_, last, _ := n.cutLast("/")
			return last, nil
		}
	case "ssm:parameter":
		if rest, ok := n.trim("/"); ok {
			return rest, nil
		}
	case "lambda:function":
		if strings.HasPrefix(n.known(), "arn:") {
			return n, nil
		}
		if _, after, ok := n.cut(":function:"); ok { // 123456789012:function:name
			n = after
		}
		return trailing(n, container)
	case "execute-api:execute-api-general":
		if _, after, ok := n.cut("://"); ok {
			n = after
		}
		host, _, _ := n.cut("/")
		if id, _, ok := host.cut(".execute-api."); ok {
			return id, nil
		}
		return host, nil
	case "kms:key":
		if rest, ok := n.trim("key/"); ok {
			return rest, nil
		}
	case "ecs:task-definition", "batch:job-definition":
		if !strings.HasPrefix(n.known(), "arn:") {
			before, _, _ := n.cut(":")
			return before, nil
		}
	case "ses:identity":
		if _, after, ok := n.cut("<"); ok {
			n, _, _ = after.cut(">")
		}
	}
	return n, nil
}

// trailing takes off what stands behind the name: the qualifier of a function, the random end of a secret's ARN, the
// subscription of a topic.
func trailing(n name, container string) (name, []model.Value) {
	switch container {
	case "lambda:function":
		before, after, ok := n.cut(":")
		if ok && len(after.parts) > 0 {
			return before, append([]model.Value{model.NewString(":", model.Location{})}, after.values()...)
		}
		return before, nil
	case "secretsmanager:secret":
		text := n.all()
		if n.fixed() && len(text) > 7 && text[len(text)-7] == '-' {
			return textName(text[:len(text)-7]), nil
		}
	case "logs:log-group":
		before, _, _ := n.cut(":")
		return before, nil
	case "sns:topic":
		before, _, _ := n.cut(":")
		return before, nil
	case "s3:bucket", "dynamodb:table":
		before, _, _ := n.cut("/")
		return before, nil
	}
	return n, nil
}

// literalARN is the target of an ARN that is written out, where the rule's type has such ARNs.
func (r *run) literalARN(n name, rule rule) bound {
	if _, ok := n.has(lost); ok && !n.fixed() && strings.Count(n.pattern(), "*") > 3 {
		p, _ := n.has(lost)
		return unknownTarget(p.why, n.at)
	}
	parts := r.partsOf(rule, nil)
	return bound{Target: model.Target{
		Kind: model.TargetLiteral, Name: n.pattern(), Part: parts[0].label,
		Value: model.NewTemplate(append(n.values(), parts[0].suffix...), n.at), At: n.at,
	}}
}
