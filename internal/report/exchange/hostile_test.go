package exchange_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	dom "golang.org/x/net/html"
)

// names are what a template may call things in the hope that somebody's pipeline takes it for more than a name.
var names = []string{
	"line\nbreak\r\n::error file=evil::injected\n::stop-commands::evil",
	"%0A::error::evil%0D",
	"</details></summary></code><img src=x onerror=evil()><script>evil()</script>",
	"@evil @evil/team #1 evil/evil#1 https://evil.example/ www.evil.example evil@evil.example",
	"[click](https://evil.example) ![i](https://evil.example/i.png) <https://evil.example>",
	"`` ` ``` `evil` </code>@evil",
	"|evil|@evil|\\|<b>evil</b>|",
	"# evil\n\n- evil\n> evil\n***\n<!-- evil -->",
	"=cmd|' /C calc'!A0", "+1+evil", "-1+evil", "@SUM(evil)", "\t=evil", " =evil", "＝evil", "\"=evil",
	"]]></system-out><testcase name=\"evil\"/>", "<failure message=\"evil\"/>&evil;",
	"a\x1b[31mred\x1b[2J\a\b\x7f\u009b5m\u202eevil\u2028line\x00\ufffe\uffff",
	"{0} {{evil}} ${{ github.token }} $(evil) %evil%",
	"##vso[task.setvariable variable=evil]evil", "##[error]evil", "::error::evil", "  ::stop-commands::evil",
	strings.Repeat("evil ", 4000), strings.Repeat("`", 300) + "@evil",
}

// hostile is a directory with a template for each name, in which everything is called that.
func hostile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		quoted, err := json.Marshal(name)
		if err != nil {
			t.Fatal(err)
		}
		template := strings.ReplaceAll(`{"Parameters": {"P": {"Type": "String"}, "Password": {"Type": "String", "Default": NAME}},
"Resources": {
 NAME: {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": NAME, "Runtime": NAME, "Handler": NAME, "Code": NAME, "Role": {"Fn::GetAtt": ["Role", "Arn"]},
  "Environment": {"Variables": {NAME: "AKIAIOSFODNN7EXAMPLE", "API_TOKEN": {"Ref": NAME}}}, "TracingConfig": {"Mode": {"Ref": "P"}}}},
 "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Ref": NAME}, "AuthType": "NONE"}},
 "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*", "Service": NAME}, "Action": NAME}]},
  "ManagedPolicyArns": [NAME, {"Ref": NAME}, {"Fn::ImportValue": NAME}],
  "Policies": [{"PolicyName": NAME, "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:*", NAME], "Resource": [NAME, "*"]}]}}]}}
}}`, "NAME", string(quoted))
		file := fmt.Sprintf("%02d.json", i)
		if safe := strings.NewReplacer("/", "-", "\x00", "").Replace(name); len(safe) < 200 {
			file = fmt.Sprintf("%02d%s.json", i, safe)
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(template), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "b"+file), []byte(`{"Resources": {"A": {"Type": "AWS::S3::Bucket"}, `+string(quoted)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestNoCommandIsInjected looks at each format as those see it who read it.
func TestNoCommandIsInjected(t *testing.T) {
	r := scanned(t, hostile(t))
	if len(r.Apps) != len(names) || len(r.Refused) < len(names)/2 {
		t.Fatalf("%d applications, %d refused", len(r.Apps), len(r.Refused))
	}
	for format := range formats {
		text := written(t, format, r, options)
		for line := range strings.Lines(text) {
			if strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.HasPrefix(strings.TrimSpace(line), "::") && format != "github.txt" {
				t.Errorf("%s: a runner is commanded by %.200q", format, line)
			}
			for _, c := range strings.TrimRight(line, "\r\n") {
				if !unicode.IsPrint(c) || c == unicode.ReplacementChar {
					t.Errorf("%s: %U in %.200q", format, c, line)
					break
				}
			}
		}
	}
	// A runner reads commands at the beginning of a line.
	for line := range strings.Lines(written(t, "github.txt", r, options)) {
		command, _, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
		kind, properties, _ := strings.Cut(command, " ")
		if !strings.HasPrefix(line, "::") || !ok || !slices.Contains([]string{"error", "warning", "notice"}, kind) {
			t.Errorf("%.200q is no annotation", line)
		}
		for property := range strings.SplitSeq(properties, ",") {
			if name, value, ok := strings.Cut(property, "="); !ok || name == "file" && !strings.HasPrefix(value, "services/orders/") || strings.Contains(value, ":") {
				t.Errorf("%.200q has the property %s", line, property)
			}
		}
	}
	// Spreadsheets read what is in the cells, without the quotes around them.
	rows, err := csv.NewReader(strings.NewReader(written(t, "csv", r, options))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsAny(strings.TrimLeft(cell, " \"")[:min(1, len(strings.TrimLeft(cell, " \"")))], "=+-@\t\r") || strings.HasPrefix(cell, "＝") {
				t.Errorf("%.80q is a formula", cell)
			}
		}
	}
}

// TestMarkdownIsWhatWeWrote renders a comment as GitHub does, and looks at the document: what the templates say
// stands in code alone, and every element and every link is ours.
func TestMarkdownIsWhatWeWrote(t *testing.T) {
	dir := hostile(t)
	all, err := filepath.Glob(filepath.Join(dir, "[0-9]*.json"))
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	for _, path := range append(all, dir) { // together they are cut off, one by one they are not
		r, what := scanned(t, path), filepath.Base(path)
		rendered(t, what, written(t, "md", r, options))
		var doc struct {
			Vulnerabilities []struct{ Description string }
		}
		if err := json.Unmarshal([]byte(written(t, "gitlab.json", r, options)), &doc); err != nil {
			t.Fatal(err)
		}
		for i, v := range doc.Vulnerabilities {
			if i < 40 {
				rendered(t, "description in "+what, v.Description)
			}
		}
	}
}

// rendered makes a document of Markdown, and looks at all of it.
func rendered(t *testing.T, what, text string) {
	t.Helper()
	var b strings.Builder
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe())).Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	root, err := dom.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	walk(t, what, root, false)
}

var elements = []string{"html", "head", "body", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "code", "ul", "li", "strong", "a"}

func walk(t *testing.T, what string, n *dom.Node, inCode bool) {
	t.Helper()
	switch n.Type {
	case dom.ElementNode:
		if !slices.Contains(elements, n.Data) {
			t.Errorf("%.40q: an element %s", what, n.Data)
		}
		for _, a := range n.Attr {
			if n.Data == "a" && (a.Key != "href" || !strings.HasPrefix(a.Val, "https://github.com/sconce-dev/sconce/blob/main/docs/rules/")) || n.Data != "a" && a.Key != "align" {
				t.Errorf("%.40q: %s with %s=%.60q", what, n.Data, a.Key, a.Val)
			}
		}
		inCode = inCode || n.Data == "code"
	case dom.TextNode:
		if !inCode && (strings.Contains(n.Data, "evil") || strings.ContainsAny(n.Data, "@`")) {
			t.Errorf("%.40q: text %.80q", what, n.Data)
		}
	case dom.CommentNode:
		if n.Data != " sconce scan " {
			t.Errorf("%.40q: comment %.80q", what, n.Data)
		}
	case dom.DocumentNode, dom.DoctypeNode, dom.ErrorNode, dom.RawNode:
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(t, what, c, inCode)
	}
}
