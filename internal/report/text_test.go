package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/test/golden"
)

var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

var widths = []int{0, 60, 80, 140}

func scanned(t *testing.T, name string) *scan.Result {
	t.Helper()
	r, err := scan.Run(t.Context(), scan.Options{Path: name, Now: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func shown(t *testing.T, r *scan.Result, opts report.TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	opts.Command = "sconce scan"
	if err := report.Text(&b, r, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTextAsItLooks compares the report of a small scan with golden files, one for each width.
func TestTextAsItLooks(t *testing.T) {
	r := scanned(t, filepath.Join("testdata", "small"))
	for _, width := range widths {
		for _, verbose := range []bool{false, true} {
			name := fmt.Sprintf("scan-%d.txt", width)
			if verbose {
				name = strings.Replace(name, "scan", "verbose", 1)
			}
			got := shown(t, r, report.TextOptions{Style: report.Style{Width: width}, Verbose: verbose})
			fits(t, name, got, width)
			golden.File(t, filepath.Join("testdata", "golden", name), got)
		}
	}
}

// TestCountsAsTheyLook compares reports of no, one, some and too many findings with golden files at two widths.
func TestCountsAsTheyLook(t *testing.T) {
	for _, n := range []int{0, 1, 20, 2000} {
		r := usual(n)
		for _, width := range []int{80, 140} {
			got := shown(t, r, report.TextOptions{Style: report.Style{Width: width}})
			golden.File(t, filepath.Join("testdata", "golden", fmt.Sprintf("count-%d-%d.txt", n, width)), got)
			fits(t, fmt.Sprintf("%d findings in %d columns", n, width), got, width)
			if lines := strings.Count(got, "\n"); lines > 60 {
				t.Errorf("%d findings take %d lines of %d columns: nobody reads them", n, lines, width)
			}
		}
	}
}

// usual is a scan with findings as they usually are: some rules find much, the worst are few.
func usual(n int) *scan.Result {
	rules := []*check.Rule{
		{ID: "privilege-admin-policy", Title: "Policy that gives far more than a function needs", Severity: finding.Critical},
		{ID: "exposure-route-without-auth", Title: "Route without authentication", Severity: finding.High},
		{ID: "privilege-wildcard-resource", Title: "Grant that covers every resource", Severity: finding.High},
		{ID: "pipeline-runtime-end-of-life", Title: "Runtime without security patches", Severity: finding.Medium},
		{ID: "observability-tracing-off", Title: "Requests are not traced", Severity: finding.Low},
		{ID: "observability-log-format-text", Title: "Logs are plain text", Severity: finding.Info},
	}
	app := &model.App{ID: "template.yaml", Templates: []string{"template.yaml", "orders.yaml"}}
	out := scan.App{Model: app, Met: map[string]int{}}
	at := func(line int) model.Location { return model.Location{File: "orders.yaml", Line: line, EndLine: line} }
	for i := range n {
		if i%4 == 0 {
			app.Functions = append(app.Functions, model.Function{ID: fmt.Sprintf("orders.yaml#Function%d", i/4), At: at(10 * i), Runtime: model.NewString("python3.13", at(10*i))})
			app.Unknowns = append(app.Unknowns, model.Gap{Reason: fmt.Sprintf("parameter Stage%d has no default", i/4), At: at(i + 1), Uses: i % 7})
		}
		f, rule := app.Functions[i/4], rules[1+i%5]
		if i == 7 {
			rule = rules[0]
		}
		out.Findings = append(out.Findings, finding.Finding{
			Rule: rule.ID, Outcome: finding.NotMet, Severity: rule.Severity, At: at(10*(i-i%4) + i%4 + 1), Resource: f.ID, Functions: []string{f.ID},
			Message: fmt.Sprintf("%s: what the rule says of %s%s", strings.ToLower(rule.Title), model.LocalName(f.ID), strings.Repeat(", in some words that do not fit", i%3/2)),
		})
	}
	slices.SortStableFunc(out.Findings, func(a, b finding.Finding) int { return int(b.Severity) - int(a.Severity) }) // as a scan does
	return &scan.Result{Apps: []scan.App{out}, Rules: rules, Stats: scan.Stats{Functions: len(app.Functions), Rules: len(rules)}}
}

// fits fails when a line is wider than the terminal.
func fits(t *testing.T, what, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if w := lipgloss.Width(line); width > 0 && w > width {
			t.Errorf("%s: %d columns in %d: %q", what, w, width, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("%s: blanks at the end of %q", what, line)
		}
	}
}

// TestTextFits writes reports of all sizes, with long names and long words, at all widths.
func TestTextFits(t *testing.T) {
	for _, n := range []int{0, 1, 20, 2000} {
		r := large(n)
		for _, width := range widths {
			for _, color := range []bool{false, true} {
				for _, verbose := range []bool{false, true} {
					if n > 100 && color == verbose {
						continue // it takes seconds
					}
					what := fmt.Sprintf("%d findings, %d columns, colour %v, verbose %v", n, width, color, verbose)
					got := shown(t, r, report.TextOptions{Style: report.Style{Width: width, Color: color}, Verbose: verbose})
					fits(t, what, got, width)
					if strings.Contains(got, "\x1b") != color {
						t.Errorf("%s: escape sequences are not where colours are asked for", what)
					}
					// Every finding is shown, in whatever number of lines; of too many each rule.
					plain := strings.Join(strings.Fields(got), "")
					if n > 250 && !verbose {
						for _, rule := range r.Rules {
							if !color && !strings.Contains(plain, rule.ID) {
								t.Errorf("%s: %s is not shown", what, rule.ID)
							}
						}
					} else if i := strings.Count(plain, "widefinding"); !color && i != n {
						t.Errorf("%s: %d are shown", what, i)
					}
				}
			}
		}
	}
}

// large makes a result with findings of every severity, over some functions.
func large(n int) *scan.Result {
	rules := scan.Rules()
	app := &model.App{ID: "services/orders/template.yaml", Templates: []string{"services/orders/template.yaml"}}
	at := func(line int) model.Location {
		return model.Location{File: "services/orders/template.yaml", Line: line + 1, EndLine: line + 1, Start: line}
	}
	for i := range min(n, 7) {
		app.Functions = append(app.Functions, model.Function{ID: fmt.Sprintf("services/orders/template.yaml#Function%dWithQuiteALongName", i), At: at(i), Runtime: model.NewString("python3.13", at(i))})
		app.Unknowns = append(app.Unknowns, model.Gap{Reason: strings.Repeat("parameter Stage has no default and ", i+1) + "so on", At: at(i), Uses: i})
		app.Excluded = append(app.Excluded, model.Excluded{ID: fmt.Sprintf("t.yaml#Resource%d", i), Reason: "condition IsProd is false", At: at(i)})
	}
	out := scan.App{Model: app, Met: map[string]int{}}
	for i := range n {
		rule := rules[i%len(rules)]
		f := finding.Finding{
			Rule: rule.ID, Outcome: finding.NotMet, Severity: finding.Severity(i%5 + 1), At: at(i),
			Message:  "wide finding of role " + strings.Repeat("Ünïcode名前", i%4) + " on arn:aws:dynamodb:eu-west-1:123456789012:table/" + strings.Repeat("long", i%40),
			Evidence: []finding.Evidence{{At: at(i), Text: strings.Repeat("fact", i%50)}},
		}
		for j := range i % 4 {
			f.Functions = append(f.Functions, app.Functions[(i+j)%len(app.Functions)].ID)
		}
		f.Resource = fmt.Sprintf("services/orders/template.yaml#%sResource", strings.Repeat("Very", i%30))
		out.Findings = append(out.Findings, f)
	}
	return &scan.Result{Apps: []scan.App{out}, Rules: rules, Stats: scan.Stats{Functions: len(app.Functions), Rules: len(rules)}}
}

// hostileName is what a template may call things: colours, cursor movement, a bell, a new title for
// the window, letters that are read backwards and bytes that are no letters.
const hostileName = "a\x1b[31mred\x1b[2J\a\b\r\x7f\u009b5mC1\u202eevil\u2028line\x00"

func TestNoControlCharacterReachesTheTerminal(t *testing.T) {
	quoted := fmt.Sprintf("%+q", hostileName) // as YAML and JSON write it
	quoted = strings.ReplaceAll(quoted, `\x7f`, `\u007f`)
	quoted = strings.NewReplacer(`\x1b`, `\u001b`, `\x00`, `\u0000`, `\a`, `\u0007`).Replace(quoted)
	template := strings.ReplaceAll(`{"Parameters": {"P": {"Type": "String"}, "Password": {"Type": "String", "Default": NAME}},
"Conditions": {"No": {"Fn::Equals": ["a", "b"]}, NAME: {"Fn::Equals": [{"Ref": NAME}, "b"]}},
"Resources": {
 "Gone": {"Type": NAME, "Condition": "No"},
 NAME: {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": NAME, "Runtime": NAME, "Handler": NAME, "Code": NAME, "Role": {"Fn::GetAtt": ["Role", "Arn"]},
  "Environment": {"Variables": {"DB_PASSWORD": NAME, NAME: "AKIAIOSFODNN7EXAMPLE", "API_TOKEN": {"Ref": NAME}}}}},
 "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Ref": NAME}, "AuthType": "NONE"}},
 "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": NAME}, "Action": NAME, "Principal": "*"}},
 "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": NAME, "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*", "Service": NAME}, "Action": NAME}]},
  "ManagedPolicyArns": [NAME, {"Ref": NAME}, {"Fn::ImportValue": NAME}],
  "Policies": [{"PolicyName": NAME, "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:*", NAME], "Resource": [NAME, "*"]}, {"Effect": NAME, "Action": "iam:PassRole", "Resource": "*", "Sid": NAME}]}}]}},
 "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": NAME, "SqsManagedSseEnabled": false}},
 "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": NAME}, "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}}},
 "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": NAME, "ProtocolType": "HTTP", "Target": {"Ref": NAME}, "RouteKey": NAME, "CorsConfiguration": {"AllowOrigins": ["*", NAME]}}}
}}`, "NAME", quoted)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"template.json":                           template,
		"\x1b]0;title\a\u202e.yaml":               "Resources: {A: {Type: AWS::S3::Bucket}}",
		"broken.yaml":                             "Resources: {A: {Type: AWS::S3::Bucket}\n\x1b[2J: [",
		"\x1b[2Jbroken.yaml":                      "Resources: {A: {Type: AWS::S3::Bucket}\n: [",
		"nested\x1b[31m/template.yaml":            "Resources: {A: {Type: AWS::SQS::Queue}}",
		"folded.yaml":                             "Resources:\n  \"a\\nb\\tc\": {Type: AWS::S3::Bucket}\n",
		strings.Repeat("long-", 40) + "name.yaml": "Resources: {A: {Type: AWS::S3::Bucket}}",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := scanned(t, dir)
	if len(r.Apps) < 4 || len(r.Refused) < 2 {
		t.Fatalf("%d applications, refused: %v", len(r.Apps), r.Refused)
	}
	hostile := 0
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			if strings.Contains(f.Message, "\x1b") {
				hostile++
			}
		}
	}
	if hostile < 5 {
		t.Errorf("only %d findings carry the hostile name: the test proves little", hostile)
	}
	for what, write := range map[string]func(io.Writer, *scan.Result) error{"the scan as JSON": report.Scan, "the model as JSON": report.Model} {
		var b bytes.Buffer
		if err := write(&b, r); err != nil {
			t.Fatal(err)
		}
		harmless(t, what, b.String())
		if text := fmt.Sprint(decoded(t, b.Bytes())); !strings.Contains(text, "\u202eevil") || !strings.Contains(text, "\u009b") {
			t.Errorf("%s lost characters", what)
		}
	}
	for _, width := range widths {
		var b bytes.Buffer
		if err := report.ModelText(&b, r, report.Style{Width: width}); err != nil {
			t.Fatal(err)
		}
		harmless(t, fmt.Sprintf("the model at %d", width), b.String())
		for _, verbose := range []bool{false, true} {
			harmless(t, fmt.Sprintf("the scan at %d", width), shown(t, r, report.TextOptions{Style: report.Style{Width: width}, Verbose: verbose}))
		}
	}
}

func decoded(t *testing.T, text []byte) (document any) {
	t.Helper()
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document
}

// TestNoLineCommandsARunner scans templates whose names are commands to the runners of pipelines: GitHub's read them
// at the beginning of a line, the others anywhere.
func TestNoLineCommandsARunner(t *testing.T) {
	for _, name := range []string{"::stop-commands::x", "  ::error::evil", "##vso[task.setvariable variable=x]evil", "##[add-mask]x", "##teamcity[buildStatus]"} {
		quoted := fmt.Sprintf("%q", name)
		dir := t.TempDir()
		template := strings.ReplaceAll(`{"Parameters": {"P": {"Type": "String"}}, "Conditions": {"No": {"Fn::Equals": ["a", "b"]}}, "Resources": {
 NAME: {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": {"Ref": "P"}, "Runtime": NAME, "Handler": NAME, "Code": NAME, "Role": NAME}},
 "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Ref": NAME}, "AuthType": "NONE"}},
 "Role": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": [NAME], "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": NAME, "Action": NAME}]}}}}}`, "NAME", quoted)
		gone := strings.Replace(template, `"Url": {`, strings.Replace(quoted, `"`, `"Gone`, 1)+`: {"Condition": "No", "Type": "AWS::SQS::Queue"}, "Url": {`, 1)
		for file, text := range map[string]string{name + ".json": template, "gone.json": gone, name + ".yaml": "Resources: {A: {Type: AWS::S3::Bucket}\n: ["} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r := scanned(t, dir)
		if len(r.Apps) != 2 || len(r.Refused) != 1 {
			t.Fatalf("%q: %d applications, %d refused", name, len(r.Apps), len(r.Refused))
		}
		outputs := map[string]string{"text": shown(t, r, report.TextOptions{}), "verbose text": shown(t, r, report.TextOptions{Verbose: true})}
		for what, write := range map[string]func(io.Writer) error{
			"JSON": func(w io.Writer) error { return report.Scan(w, r) }, "the model": func(w io.Writer) error { return report.Model(w, r) },
			"the model as text": func(w io.Writer) error { return report.ModelText(w, r, report.Style{}) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			outputs[what] = b.String()
		}
		for what, text := range outputs {
			for line := range strings.Lines(text) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.Contains(line, "##teamcity[") {
					t.Errorf("%s: a runner is commanded by %q", what, line)
				}
			}
		}
	}
}

// harmless fails when text holds anything but lines of visible characters.
func harmless(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		for _, r := range strings.TrimSuffix(line, "\n") {
			if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
				t.Errorf("%s: %U in %q", what, r, line)
				break
			}
		}
	}
}
