// Package sam holds the transform to the end-to-end suite of the public SAM translator, which is not
// part of this project: the test reads it from $SCONCE_CORPUS/sam and compares what comes out.
package sam

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// corpus is the directory of the suite; without it the test is skipped, and fails where CI wants it.
func corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "corpus")
	}
	dir = filepath.Join(dir, "sam")
	if _, err := os.Stat(dir); err != nil {
		reason := "the suite of the SAM translator is not there: set SCONCE_CORPUS to the directory that holds sam/input and sam/output"
		if os.Getenv("SCONCE_CI") == "1" {
			tb.Fatal(reason)
		}
		tb.Skip(reason)
	}
	return dir
}

// partition is one of the places that the suite has results for.
type partition struct{ dir, region, name string }

var partitions = []partition{
	{"", "ap-southeast-1", "aws"},
	{"aws-cn", "cn-north-1", "aws-cn"},
	{"aws-us-gov", "us-gov-west-1", "aws-us-gov"},
}

// security are the types of resources that say who may do what.
var security = regexp.MustCompile(`^AWS::(Lambda::|IAM::|SQS::QueuePolicy|SNS::(TopicPolicy|Subscription)|Events::Rule|Scheduler::Schedule|IoT::TopicRule|Logs::SubscriptionFilter)`)

func transform(tb testing.TB, file string, p partition) (*source.Node, []error) {
	tb.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	f, err := source.Parse(filepath.Base(file), text)
	if err != nil {
		return nil, []error{err}
	}
	return sam.Transform(f.Root, sam.Options{Region: p.region, Partition: p.name, Parameters: map[string]string{"param1": "value1", "param2": "value2"}})
}

func TestTemplates(t *testing.T) {
	dir := corpus(t)
	var score tally
	inputs, err := filepath.Glob(filepath.Join(dir, "input", "*.yaml"))
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no templates in %s: %v", dir, err)
	}
	for _, input := range inputs {
		name := strings.TrimSuffix(filepath.Base(input), ".yaml")
		if strings.HasPrefix(name, "error_") {
			continue
		}
		for _, p := range partitions {
			want, err := os.ReadFile(filepath.Join(dir, "output", p.dir, name+".json"))
			if err != nil || bytes.Contains(want, []byte("awsserverlessrepo-changesets")) {
				continue // not in this partition, or a pre-signed address of an application repository
			}
			t.Run(p.name+"/"+name, func(t *testing.T) {
				got, errs := transform(t, input, p)
				compare(t, &score, got, errs, want)
			})
		}
	}
	score.check(t)
}

// tally counts what is equal.
type tally struct{ templates, equal, resources, equalResources int }

func (s *tally) check(t *testing.T) {
	t.Helper()
	t.Logf("%d of %d templates equal", s.equal, s.templates)
	t.Logf("%d of %d security-relevant resources equal", s.equalResources, s.resources)
	floor(t, "templates", s.equal)
	floor(t, "security-relevant resources", s.equalResources)
}

// floor holds a count to the number in floor.txt, which only rises.
func floor(t *testing.T, what string, count int) {
	t.Helper()
	text, err := os.ReadFile("floor.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		name, number, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || name != what {
			continue
		}
		least, err := strconv.Atoi(number)
		switch {
		case err != nil:
			t.Fatal(err)
		case count < least:
			t.Errorf("%s: %d, and there were %d: the number in floor.txt only rises", what, count, least)
		case count > least:
			t.Logf("%s: %d are more than the %d in floor.txt: raise it", what, count, least)
		}
		return
	}
	t.Errorf("floor.txt has no line %q", what)
}

func compare(t *testing.T, score *tally, got *source.Node, errs []error, want []byte) {
	t.Helper()
	score.templates++
	expected := normal(t, want)
	var b bytes.Buffer
	if got != nil {
		if err := sam.WriteJSON(&b, got); err != nil {
			t.Fatal(err)
		}
	}
	actual := map[string]any{}
	if len(errs) == 0 && b.Len() > 0 {
		actual = normal(t, b.Bytes())
	}
	gotResources, _ := actual["Resources"].(map[string]any)
	for id, r := range expected["Resources"].(map[string]any) {
		kind, _ := r.(map[string]any)["Type"].(string)
		if !security.MatchString(kind) {
			continue
		}
		score.resources++
		if cmp.Equal(gotResources[id], r) {
			score.equalResources++
		} else if verbose {
			t.Logf("security-relevant: %s differs", id)
		}
	}
	if len(errs) > 0 && verbose {
		t.Logf("refused: %v", errs)
	}
	if len(errs) == 0 && cmp.Equal(actual, expected) {
		score.equal++
	} else if verbose {
		t.Logf("(-want +got)\n%s", cmp.Diff(expected, actual))
	}
}

// verbose shows what differs.
var verbose = os.Getenv("SCONCE_DIFF") != ""

var hash = regexp.MustCompile(`^[0-9a-f]{10}$`)

// normal is a template for comparison: lists in order, ids of deployments without their hashes.
func normal(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var template map[string]any
	if err := json.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	resources, _ := template["Resources"].(map[string]any)
	for id, r := range resources {
		body, _ := r.(map[string]any)
		if kind, _ := body["Type"].(string); kind != "AWS::ApiGateway::Deployment" || len(id) < 10 || !hash.MatchString(id[len(id)-10:]) {
			continue
		}
		if props, ok := body["Properties"].(map[string]any); ok {
			delete(props, "Description")
		}
		text, err := json.Marshal(template)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.ReplaceAll(text, []byte(`"`+id+`"`), []byte(`"`+id[:len(id)-10]+`"`))
		template = nil
		if err := json.Unmarshal(text, &template); err != nil {
			t.Fatal(err)
		}
		return normal(t, text)
	}
	return ordered("", template).(map[string]any)
}

// ordered sorts lists, but not those of layers.
func ordered(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			v[k] = ordered(k, item)
		}
		return v
	case []any:
		for i, item := range v {
			v[i] = ordered("", item)
		}
		if key != "Layers" {
			slices.SortFunc(v, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		return v
	}
	return v
}

var named = regexp.MustCompile(`id \[([^\]]+)\]`)

func TestRefusals(t *testing.T) {
	dir := corpus(t)
	inputs, err := filepath.Glob(filepath.Join(dir, "input", "error_*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	refused, naming := 0, 0
	for _, input := range inputs {
		name := strings.TrimSuffix(filepath.Base(input), ".yaml")
		text, err := os.ReadFile(filepath.Join(dir, "output", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			Message string `json:"errorMessage"`
		}
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		_, errs := transform(t, input, partitions[0])
		if len(errs) == 0 {
			if verbose {
				t.Logf("%s is not refused; want: %s", name, want.Message)
			}
			continue
		}
		refused++
		said := fmt.Sprint(errs)
		missing := ""
		for _, m := range named.FindAllStringSubmatch(want.Message, -1) {
			if !strings.Contains(said, "id ["+m[1]+"]") {
				missing += " " + m[1]
			}
		}
		if missing == "" {
			naming++
		} else if verbose {
			t.Logf("%s does not name%s\n  want: %s\n  said: %s", name, missing, want.Message, said)
		}
	}
	t.Logf("%d of %d templates refused, %d name every id", refused, len(inputs), naming)
	floor(t, "refused", refused)
	floor(t, "refused naming every id", naming)
}
