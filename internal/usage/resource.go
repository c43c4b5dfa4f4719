package usage

import (
	"strings"

	"github.com/valyala/fastjson"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// resourceOf is the ARN of what an action of a record is on, of an object that of all of its bucket: one that the record lists, one among the parameters of the
// request, or one that the action's form of ARN and the parameters make. "" where none of it is there.
func resourceOf(v *fastjson.Value, action catalogue.Action) string {
	arn := arnOf(v, action)
	if bucket, _, ok := strings.Cut(arn, "/"); ok && strings.HasPrefix(arn, "arn:aws") && strings.Contains(bucket, ":s3:::") {
		return bucket + "/*"
	}
	return arn
}

func arnOf(v *fastjson.Value, action catalogue.Action) string {
	if !action.HasResources() {
		return ""
	}
	best := ""
	for _, r := range v.GetArray("resources") {
		if arn := text(r.Get("ARN")); fits(action, arn) && len(arn) > len(best) {
			best = arn
		}
	}
	if best != "" {
		return best
	}
	parameters := v.GetObject("requestParameters")
	if parameters == nil {
		return ""
	}
	given := map[string]string{}
	parameters.Visit(func(key []byte, value *fastjson.Value) {
		if s := text(value); s != "" && len(s) < 2048 {
			given[strings.ToLower(string(key))] = s
			if best == "" && fits(action, s) {
				best = s
			}
		}
	})
	if best != "" {
		return best
	}
	place := map[string]string{"partition": "aws", "region": text(v.Get("awsRegion")), "account": text(v.Get("recipientAccountId"))}
	for _, use := range action.Resources() {
		if arn, ok := filled(use.Type.ARN(), given, place); ok && len(arn) > len(best) {
			best = arn
		}
	}
	return best
}

// fits reports whether a text is an ARN of something that the action acts on.
func fits(action catalogue.Action, arn string) bool {
	return strings.HasPrefix(arn, "arn:") && !strings.ContainsAny(arn, "*?") && action.Accepts(arn)
}

func text(v *fastjson.Value) string {
	if v == nil || v.Type() != fastjson.TypeString {
		return ""
	}
	return string(v.GetStringBytes())
}

// filled puts parameters for the placeholders of a form, arn:${Partition}:sqs:${Region}:${Account}:${QueueName}. ok is false
// where one is missing.
func filled(form string, given, place map[string]string) (arn string, ok bool) {
	var b strings.Builder
	for {
		before, rest, more := strings.Cut(form, "${")
		b.WriteString(before)
		if !more {
			return b.String(), true
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return "", false
		}
		name = strings.ToLower(name)
		s, known := place[name]
		if !known {
			s = parameter(name, given)
		}
		if s == "" {
			return "", false
		}
		b.WriteString(s)
		form = after
	}
}

// parameter is the parameter of a request that a placeholder means: mostly the one of the same name.
func parameter(placeholder string, given map[string]string) string {
	switch placeholder {
	case "objectname":
		return given["key"]
	case "queuename":
		url := given["queueurl"]
		if url == "" {
			return given["queuename"]
		}
		return url[strings.LastIndexByte(url, '/')+1:]
	case "parameternamewithoutleadingslash":
		return strings.TrimPrefix(given["name"], "/")
	case "rolenamewithpath":
		return given["rolename"]
	}
	s := given[placeholder]
	if strings.HasPrefix(s, "arn:") {
		return "" // of another kind of thing: it would have fitted
	}
	return s
}
