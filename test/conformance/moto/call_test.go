package moto_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// call is one call of the API that a function has made, with the parameters of the operation.
type call struct {
	Service    string
	Operation  string
	Parameters map[string]any
	Status     int
	Key        string // who calls
	Presigned  bool   // a URL was made with which somebody else may call
}

// pair is an action on a resource, which a call needs.
type pair struct {
	action, resource string
	service          string // that is called
}

// recorded reads the calls of a function.
func recorded(t *testing.T, file string) []call {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []call
	for line := range strings.Lines(string(text)) {
		var c call
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// needs are the pairs that a call needs: the actions that the catalogue gives for its operation, where their conditions
// hold for these parameters, on what the parameters name.
func (c *call) needs(keys map[string]string) ([]pair, error) {
	mapping, ok := catalogue.Operation(c.Service, c.Operation)
	if !ok || mapping.State != catalogue.Mapped {
		return nil, fmt.Errorf("the catalogue does not map %s %s", c.Service, c.Operation)
	}
	own, err := c.own(mapping.Service)
	if err != nil {
		return nil, err
	}
	source, err := c.named("CopySource")
	if err != nil {
		return nil, err
	}
	related := map[string][]string{"key": encrypting(own, keys), "source-key": encrypting(source, keys)}
	var out []pair
	for _, n := range mapping.Needs {
		if !slices.ContainsFunc(n.When, func(w catalogue.Condition) bool { return c.holds(w, related) == w.Negated }) {
			on := own
			switch n.On.Kind {
			case catalogue.Own:
			case catalogue.Related:
				on = related[n.On.Name]
			case catalogue.Parameter:
				if on, err = c.named(n.On.Name); err != nil {
					return nil, err
				}
			}
			for _, resource := range on {
				out = append(out, pair{n.Action.String(), resource, mapping.Service})
			}
		}
	}
	return out, nil
}

// encrypting are the keys with which resources, or the buckets of objects, are encrypted.
func encrypting(resources []string, keys map[string]string) []string {
	var out []string
	for _, on := range resources {
		bucket, _, _ := strings.Cut(on, "/")
		for _, name := range []string{on, bucket} {
			if key := keys[name]; key != "" {
				out = append(out, key)
			}
		}
	}
	return out
}

// holds reports what a condition tests, before it is negated.
func (c *call) holds(w catalogue.Condition, related map[string][]string) bool {
	if w.Test == catalogue.Property {
		return w.Name == "customer-key" && len(related["key"]) > 0 || w.Name == "source-customer-key" && len(related["source-key"]) > 0
	}
	found := values(c.Parameters, w.Name)
	return slices.ContainsFunc(found, func(v any) bool {
		text := fmt.Sprint(v)
		switch w.Test {
		case catalogue.Present:
			return true
		case catalogue.Equals:
			return text == w.Value
		case catalogue.Begins:
			return strings.HasPrefix(strings.ToLower(strings.TrimSpace(text)), strings.ToLower(w.Value))
		case catalogue.Contains:
			return strings.Contains(strings.ToLower(text), strings.ToLower(w.Value))
		case catalogue.Property:
		}
		return false
	})
}

// values are those at a path of parameters, such as Delete.Objects[].Key.
func values(v any, path string) []any {
	name, rest, deeper := strings.Cut(path, ".")
	name, each := strings.CutSuffix(name, "[]")
	of, _ := v.(map[string]any)
	next, ok := of[name]
	if !ok {
		return nil
	}
	items := []any{next}
	if each {
		items, _ = next.([]any)
	}
	if !deeper {
		return items
	}
	var out []any
	for _, item := range items {
		out = append(out, values(item, rest)...)
	}
	return out
}

// text is a parameter.
func (c *call) text(name string) string {
	text, _ := c.Parameters[name].(string)
	return text
}

var from = regexp.MustCompile(`(?i)\bFROM\s+"?([\w.-]+)"?`)

func arn(service, name string) string {
	return "arn:aws:" + service + ":" + region + ":" + account + ":" + name
}

// own are the resources that a call is about, as the reference of its service says how they are named.
func (c *call) own(service string) ([]string, error) {
	var out []string
	switch service {
	case "dynamodb":
		for _, table := range c.tables() {
			out = append(out, arn("dynamodb", "table/"+table))
		}
	case "s3":
		bucket := "arn:aws:s3:::" + c.text("Bucket")
		for _, name := range append(values(c.Parameters, "Key"), values(c.Parameters, "Delete.Objects[].Key")...) {
			out = append(out, fmt.Sprintf("%s/%s", bucket, name))
		}
		if out == nil {
			out = []string{bucket}
		}
	case "sqs":
		url := c.text("QueueUrl")
		out = []string{arn("sqs", url[strings.LastIndexByte(url, '/')+1:])}
	case "sns":
		out = []string{c.text("TopicArn")}
	case "secretsmanager":
		out = []string{c.text("SecretId")}
	case "scheduler":
		out = []string{arn("scheduler", "schedule/default/"+c.text("Name"))}
	case "ses":
		out = []string{arn("ses", "identity/"+c.text("Source"))}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("it is not said here what %s %s is on", c.Service, c.Operation)
	}
	return out, nil
}

// tables are the tables that a call names.
func (c *call) tables() []string {
	var out []string
	found := values(c.Parameters, "TableName")
	for _, kind := range []string{"Put", "Update", "Delete", "ConditionCheck", "Get"} {
		found = append(found, values(c.Parameters, "TransactItems[]."+kind+".TableName")...)
	}
	for _, v := range found {
		out = append(out, fmt.Sprint(v))
	}
	if items, ok := c.Parameters["RequestItems"].(map[string]any); ok {
		for table := range items {
			out = append(out, table)
		}
	}
	if match := from.FindStringSubmatch(c.text("Statement")); match != nil {
		out = append(out, match[1])
	}
	return out
}

// named are the resources that one parameter names.
func (c *call) named(name string) ([]string, error) {
	var out []string
	for _, v := range values(c.Parameters, name) {
		switch {
		case name == "IndexName":
			out = append(out, arn("dynamodb", fmt.Sprintf("table/%s/index/%s", c.text("TableName"), v)))
		case name == "Target.RoleArn":
			out = append(out, fmt.Sprint(v))
		case name == "CopySource":
			out = append(out, fmt.Sprintf("arn:aws:s3:::%s", v))
		case strings.HasSuffix(name, ".TableName"):
			out = append(out, arn("dynamodb", fmt.Sprintf("table/%s", v)))
		default:
			return nil, fmt.Errorf("it is not said here what %s of %s %s names", name, c.Service, c.Operation)
		}
	}
	return out, nil
}
