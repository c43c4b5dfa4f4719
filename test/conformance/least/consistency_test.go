package least_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var actionName = regexp.MustCompile(`^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$`)

// checker collects what is wrong with the labels of one application.
type checker struct {
	app      application
	elements map[string]string // logical ids of resources with their types; parameters with the type "parameter"
	lines    map[string][]string
	problems []string
}

func (c *checker) say(format string, args ...any) {
	c.problems = append(c.problems, c.app.Name+": "+fmt.Sprintf(format, args...))
}

func TestLabelsAgreeWithTheirApplications(t *testing.T) {
	for _, app := range applications(t) {
		c := checker{app: app, elements: map[string]string{}, lines: map[string][]string{}}
		c.template(t)
		seen := map[string]bool{}
		for _, f := range app.Labels.Functions {
			c.function(f)
			seen[f.Function] = true
		}
		for id, kind := range c.elements {
			if (kind == "AWS::Serverless::Function" || kind == "AWS::Lambda::Function") && !seen[id] {
				c.say("%s has no labels", id)
			}
		}
		c.facts()
		for _, problem := range c.problems {
			t.Error(problem)
		}
	}
}

// template reads which elements there are; the labels may name no other.
func (c *checker) template(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.app.Dir, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Parameters map[string]any `yaml:"Parameters"`
		Resources  map[string]struct {
			Type string `yaml:"Type"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(tags.ReplaceAll(text, nil), &document); err != nil {
		t.Fatalf("%s: %v", c.app.Name, err)
	}
	for id := range document.Parameters {
		c.elements[id] = "parameter"
	}
	for id, r := range document.Resources {
		c.elements[id] = r.Type
	}
}

// tags are the short forms of intrinsic functions; only the shape of the template is read.
var tags = regexp.MustCompile(`!(Ref|Sub|GetAtt|Join|Select|ImportValue|If|Not|Equals|Split|FindInMap)\b`)

func (c *checker) function(f function) {
	if c.elements[f.Function] == "" {
		c.say("%s is not in the template", f.Function)
	}
	if !slices.Contains([]string{"python", "javascript", "typescript", "go"}, f.Language) {
		c.say("%s: language %q", f.Function, f.Language)
	}
	if len(f.Needed) == 0 || f.Code == "" {
		c.say("%s needs nothing, or has no code", f.Function)
	}
	c.line(place{f.Code, 1})
	for _, n := range f.Needed {
		c.need(f, n)
		if (n.Call == "") == (n.Platform == "") || !strings.Contains(c.line(n.At), n.Call) {
			c.say("%s: %s: line %d of %s has no %q", f.Function, n.Action, n.At.Line, n.At.File, n.Call)
		}
	}
	for _, n := range f.Missing {
		c.need(f, n)
		if n.Why == "" || !slices.ContainsFunc(f.Needed, func(o need) bool { return o.Action == n.Action && o.Resource == n.Resource && !o.Optional }) {
			c.say("%s: %s is missing and not needed, or without a reason", f.Function, n.Action)
		}
	}
	exact := len(f.Missing) == 0
	for _, g := range f.Grants {
		c.grant(f, g)
		exact = exact && g.Verdict == "needed"
	}
	if f.Minimal != exact {
		c.say("%s: minimal is %v, its grants say otherwise", f.Function, f.Minimal)
	}
	for _, o := range f.Open {
		if o.Why == "" || !actionName.MatchString(o.Action) || !strings.Contains(c.line(o.At), o.Call) {
			c.say("%s: open %+v", f.Function, o)
		}
	}
}

func (c *checker) need(f function, n need) {
	if !actionName.MatchString(n.Action) || strings.Contains(n.Action, "*") {
		c.say("%s: action %q", f.Function, n.Action)
	}
	c.resource(f.Function, n.Resource)
	action, known := catalogue.LookupAction(n.Action)
	switch {
	case !known || action.String() != n.Action:
		c.say("%s: there is no action %s", f.Function, n.Action)
	case !n.Resource.Any && !action.HasResources():
		c.say("%s: %s has no resource level", f.Function, n.Action)
	case n.Resource.Any && action.Service().Prefix() != "ec2" && slices.ContainsFunc(action.Resources(), func(u catalogue.ResourceUse) bool { return u.Required }):
		c.say("%s: %s is asked for on a resource", f.Function, n.Action)
	}
}

func (c *checker) grant(f function, g grant) {
	where := fmt.Sprintf("%s: the grant of line %d", f.Function, g.At.Line)
	if g.At.File != "template.yaml" || strings.TrimSpace(c.line(g.At)) == "" || g.Says == "" {
		c.say("%s is nowhere", where)
	}
	axes := map[string]bool{"action": len(g.Actions) > 0, "resource": len(g.Resources) > 0, "condition": g.Condition != ""}
	for axis, there := range axes {
		if slices.Contains(g.Wider, axis) != there {
			c.say("%s: wider says %v, the lists say otherwise", where, g.Wider)
		}
	}
	switch g.Verdict {
	case "needed":
	case "unneeded", "open":
		if g.Why == "" || len(g.Uses) > 0 {
			c.say("%s is unneeded or open without a reason, or used", where)
		}
	case "wider":
		if g.Why == "" || len(g.Wider) == 0 || len(g.Uses) == 0 {
			c.say("%s is wider without a reason, a way or a use", where)
		}
	default:
		c.say("%s: verdict %q", where, g.Verdict)
	}
	if g.Verdict != "wider" && len(g.Wider)+len(g.Actions)+len(g.Resources) > 0 {
		c.say("%s is %s and has lists", where, g.Verdict)
	}
	for _, action := range g.Actions {
		if !actionName.MatchString(action) || slices.Contains(g.Uses, action) {
			c.say("%s: action %q", where, action)
		}
	}
	for _, r := range g.Resources {
		c.resource(f.Function, r)
	}
	for _, use := range g.Uses {
		if !slices.ContainsFunc(f.Needed, func(n need) bool { return strings.EqualFold(n.Action, use) }) && len(f.Open) == 0 {
			c.say("%s uses %s, which nobody needs", where, use)
		}
	}
}

func (c *checker) facts() {
	for _, r := range c.app.Labels.Roles {
		if c.elements[r.Role] != "AWS::IAM::Role" || r.Why == "" || (r.Fact == "shared") != (len(r.Functions) > 1) || !slices.Contains([]string{"shared", "unused"}, r.Fact) {
			c.say("role %+v", r)
		}
		c.known(r.Functions)
	}
	for _, s := range c.app.Labels.Secrets {
		c.resource("a secret", s.Secret)
		c.known(s.Readable)
		c.known(s.Read)
		if s.Why == "" || !actionName.MatchString(s.Action) {
			c.say("secret %+v", s)
		}
	}
	for _, p := range c.app.Labels.ResourcePolicies {
		c.resource("a resource policy", p.Resource)
		if c.line(p.At) == "" || p.Why == "" || (p.Verdict == "wider") != (len(p.Wider) > 0) || !slices.Contains([]string{"needed", "wider", "unneeded"}, p.Verdict) {
			c.say("resource policy %+v", p)
		}
	}
}

func (c *checker) known(functions []string) {
	for _, id := range functions {
		if !slices.ContainsFunc(c.app.Labels.Functions, func(f function) bool { return f.Function == id }) {
			c.say("%s is no function with labels", id)
		}
	}
}

func (c *checker) resource(who string, r resource) {
	forms := 0
	for _, there := range []bool{r.Ref != "", r.Literal != "", r.Any} {
		if there {
			forms++
		}
	}
	if forms != 1 || (r.Part != "" && r.Ref == "") {
		c.say("%s: resource %+v has not exactly one form", who, r)
	}
	if r.Ref != "" && c.elements[r.Ref] == "" {
		c.say("%s: %s is not in the template", who, r.Ref)
	}
}

// line is the text of a place; the zero place, which the platform's needs have, has none.
func (c *checker) line(p place) string {
	if p.File == "" {
		return ""
	}
	if c.lines[p.File] == nil {
		text, err := os.ReadFile(filepath.Join(c.app.Dir, filepath.FromSlash(p.File)))
		if err != nil {
			c.say("%v", err)
		}
		c.lines[p.File] = strings.Split(string(text), "\n")
	}
	if p.Line < 1 || p.Line > len(c.lines[p.File]) {
		c.say("%s has no line %d", p.File, p.Line)
		return ""
	}
	return c.lines[p.File][p.Line-1]
}

// TestCountsOfTheReadme holds the numbers on the page to the labels.
func TestCountsOfTheReadme(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("testdata", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	apps := applications(t)
	functions, minimal, verdicts, missing := map[string]int{}, map[string]int{}, map[string]int{}, 0
	total, grants := 0, 0
	for _, app := range apps {
		for _, f := range app.Labels.Functions {
			functions[f.Language]++
			total++
			if f.Minimal {
				minimal[f.Language]++
			}
			for _, g := range f.Grants {
				verdicts[g.Verdict]++
				grants++
			}
			missing += len(f.Missing)
		}
	}
	want := []string{fmt.Sprintf("%d applications, %d functions, %d grants: %d needed, %d wider than needed, %d unneeded, %d open. %d permissions are missing.",
		len(apps), total, grants, verdicts["needed"], verdicts["wider"], verdicts["unneeded"], verdicts["open"], missing)}
	for language, n := range functions {
		want = append(want, fmt.Sprintf("| %s | %d | %d |", language, n, minimal[language]))
	}
	for _, line := range want {
		if !strings.Contains(string(page), line) {
			t.Errorf("testdata/README.md does not say: %s", line)
		}
	}
}
