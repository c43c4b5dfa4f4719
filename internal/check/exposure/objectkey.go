package exposure

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// notification is what a bucket tells about: which events of which objects.
type notification struct {
	events []string // "ObjectCreated", "ObjectRemoved": all of them where none is named
	prefix model.Value
	suffix model.Value
}

// throughBucket answers whether what a grant lets be done to the objects of a bucket is what an edge out of it tells of.
func (l *loops) throughBucket(bucket *model.Resource, in, out model.Edge) (possible bool, doubt string) {
	grant := l.grants[in.Via]
	told, known := l.toldBy(bucket, out)
	if grant == nil || !known || in.Kind != model.EdgeWrites {
		return true, ""
	}
	if !causes(grant, told.events) {
		return false, ""
	}
	possible = false
	for _, r := range grant.Resources {
		keys, ok := keysOf(r, bucket)
		if !ok {
			continue
		}
		switch meets, reason := told.takes(keys); {
		case meets && reason == "":
			return true, ""
		case meets:
			possible, doubt = true, reason
		}
	}
	return possible || len(grant.Resources) == 0, doubt
}

// filtered reports whether an edge out of a bucket is only for some of its objects.
func (l *loops) filtered(out, in model.Edge) bool {
	bucket := l.resources[out.From]
	if bucket == nil || bucket.Kind != model.KindBucket || in.Kind != model.EdgeWrites {
		return false
	}
	told, known := l.toldBy(bucket, out)
	return known && (!told.prefix.IsAbsent() || !told.suffix.IsAbsent())
}

// toldBy is the notification that an edge out of a bucket stands for: of its configuration, or of a rule that takes
// its events from EventBridge.
func (l *loops) toldBy(bucket *model.Resource, out model.Edge) (notification, bool) {
	configuration := bucket.Properties.Get("NotificationConfiguration")
	for _, kind := range []string{"LambdaConfigurations", "QueueConfigurations", "TopicConfigurations"} {
		for _, c := range configuration.Get(kind).OneOrMany() {
			if c.At == out.At && out.Via == bucket.ID {
				return ofConfiguration(c), true
			}
		}
	}
	if rule := l.resources[out.Via]; rule != nil && rule.Type == "AWS::Events::Rule" {
		return ofPattern(rule.Properties.Get("EventPattern")), true
	}
	return notification{}, false
}

func ofConfiguration(c model.Value) notification {
	n := notification{}
	for _, event := range c.Get("Event").OneOrMany() {
		name, _, _ := strings.Cut(strings.TrimPrefix(event.TextOr(""), "s3:"), ":")
		if name != "" {
			n.events = append(n.events, name)
		}
	}
	for _, rule := range c.Get("Filter", "S3Key", "Rules").OneOrMany() {
		switch strings.ToLower(rule.Get("Name").TextOr("")) {
		case "prefix":
			n.prefix = rule.Get("Value")
		case "suffix":
			n.suffix = rule.Get("Value")
		}
	}
	return n
}

// ofPattern reads the pattern of a rule: detail-type and detail.object.key (Amazon S3 User Guide, "Using EventBridge").
func ofPattern(pattern model.Value) notification {
	n := notification{}
	for _, kind := range pattern.Get("detail-type").OneOrMany() {
		switch kind.TextOr("") {
		case "Object Created":
			n.events = append(n.events, "ObjectCreated")
		case "Object Deleted":
			n.events = append(n.events, "ObjectRemoved")
		default:
			n.events = append(n.events, kind.TextOr(""))
		}
	}
	keys := pattern.Get("detail", "object", "key").OneOrMany()
	if len(keys) == 1 { // of several, one is enough: they do not narrow down
		n.prefix, n.suffix = keys[0].Get("prefix"), keys[0].Get("suffix")
	}
	return n
}

// causing are the actions that cause an event (Amazon S3 User Guide, "Event notification types and destinations").
var causing = map[string][]string{
	"ObjectCreated": {"s3:PutObject"}, "ObjectRemoved": {"s3:DeleteObject", "s3:DeleteObjectVersion"},
	"ObjectTagging": {"s3:PutObjectTagging", "s3:DeleteObjectTagging"}, "ObjectAcl": {"s3:PutObjectAcl"}, "ObjectRestore": {"s3:RestoreObject"},
}

// causes reports whether a grant allows an action that causes one of the events.
func causes(g *model.Grant, events []string) bool {
	statement := policy.Statement{Actions: g.Actions}
	if len(g.NotActions) > 0 {
		statement.NotActions = g.NotActions
	}
	if len(events) == 0 {
		events = []string{"ObjectCreated", "ObjectRemoved"}
	}
	for _, event := range events {
		if slices.ContainsFunc(causing[event], func(action string) bool { return statement.MatchesAction(action) != policy.No }) {
			return true
		}
	}
	return false
}

// hole stands for text that is not known in a pattern of keys.
const hole = '\x00'

// keysOf is the pattern of the keys that a resource of a statement means in a bucket; ok is false where it means none:
// another bucket, or the bucket without its objects.
func keysOf(r model.Value, bucket *model.Resource) (keys string, ok bool) {
	var text strings.Builder
	mine := false
	for _, part := range r.Parts() {
		if s, known := part.Text(); known {
			text.WriteString(s)
			continue
		}
		if part.Target() == bucket.ID {
			mine = true
			text.Reset() // what stands before its name or ARN is the beginning of an ARN
			continue
		}
		text.WriteByte(hole)
	}
	all := text.String()
	if all == "*" && !mine {
		return "*", true
	}
	if !mine {
		_, all, ok = strings.Cut(all, ":::")
		if !ok {
			return "", false
		}
	}
	name, keys, found := strings.Cut(all, "/")
	if !found {
		return "*", strings.HasSuffix(name, "*")
	}
	return keys, true
}

// takes reports whether a key of a pattern may be one that the notification is for. The doubt says why that is not
// known.
func (n notification) takes(keys string) (meets bool, doubt string) {
	prefix, known := n.prefix.Text()
	if !known && !n.prefix.IsAbsent() {
		return true, "the prefix that starts it is not known"
	}
	suffix, known := n.suffix.Text()
	if !known && !n.suffix.IsAbsent() {
		return true, "the suffix that starts it is not known"
	}
	isWild := func(c rune) bool { return c == '*' || c == '?' || c == hole }
	first := strings.IndexFunc(keys, isWild)
	if first < 0 {
		return strings.HasPrefix(keys, prefix) && strings.HasSuffix(keys, suffix), ""
	}
	last := strings.LastIndexFunc(keys, isWild)
	head, tail := keys[:first], keys[last+1:]
	if !strings.HasPrefix(head, prefix) && !strings.HasPrefix(prefix, head) || !strings.HasSuffix(tail, suffix) && !strings.HasSuffix(suffix, tail) {
		return false, ""
	}
	if len(prefix) > len(head) && keys[first] == hole || len(suffix) > len(tail) && keys[last] == hole {
		return true, "it is not known under which prefix it may write"
	}
	return true, ""
}
