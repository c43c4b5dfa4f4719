package html_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// elements are those of the drawing that is shown, in words.
const elements = `[...document.querySelectorAll(".view:not([hidden]) .world *")].map((e) => e.tagName + " " + [...e.attributes].map((a) => a.name + "=" + a.value).sort().join(" ") + (e.childElementCount ? "" : " " + e.textContent))`

// What the script draws is what drawing.Inner writes: the first view, taken out of the page, is drawn again the same.
func TestTheScriptDrawsTheSame(t *testing.T) {
	ctx, problems := browser(t)
	for name, dir := range map[string]string{"the example": shopDir, "a large application": writeLarge(t, 6, 102), "hostile names": writeHostile(t), "calls that nothing allows": writeLacking(t)} {
		page := pageOf(t, t.Context(), dir, false)
		open(t, ctx, page, "")
		want := ask[[]string](t, ctx, elements)
		without := regexp.MustCompile(`(?s)<div class="view">.*?</div>`).ReplaceAllLiteralString(page, "")
		open(t, ctx, without, "")
		got := ask[[]string](t, ctx, elements)
		if len(want) < 40 || len(without) == len(page) {
			t.Fatalf("%s: %d elements: the test proves little", name, len(want))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// writeLacking writes an application that calls what it is not granted, to a new directory.
func writeLacking(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	const template = `Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Bucket: {Type: AWS::S3::Bucket}
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Environment: {Variables: {TABLE: !Ref Table}}
      Policies: [S3CrudPolicy: {BucketName: !Ref Bucket}]
      InlineCode: |
        import os
        import boto3
        def handler(event, context):
            boto3.client("dynamodb").get_item(TableName=os.environ["TABLE"], Key={"id": {"S": "1"}})
Transform: AWS::Serverless-2016-10-31
`
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(template), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Keys alone get to every node of a drawing, and to everything else that does something.
func TestTheKeyboardReachesEverything(t *testing.T) {
	ctx, problems := browser(t)
	for name, dir := range map[string]string{"the example": shopDir, "a large application": writeLarge(t, 3, 60)} {
		open(t, ctx, pageOf(t, t.Context(), dir, false), "")
		views := ask[int](t, ctx, `(document.querySelector(".v") || { options: [1] }).options.length`)
		for view := range views {
			run(t, ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`{ const v = document.querySelector(".v"); if (v) { v.value = "%d"; v.dispatchEvent(new Event("change")); } }`, view)))
			if missed := ask[[]string](t, ctx, walk); len(missed) > 0 {
				t.Errorf("%s, view %d: no key leads to %q", name, view, missed)
			}
		}
	}
	for _, page := range []string{"application", "findings", "practices", "rules", "unknowns", "made"} {
		run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "`+page+`"`))
		until(t, ctx, `document.querySelector("main > section.on").id === "page-`+page+`"`)
		want := ask[int](t, ctx, `window.stops = [...document.querySelectorAll("a, button, select, input, summary, .n[tabindex='0'], pre")].filter((e) => e.checkVisibility() && e.tabIndex >= 0), stops.length`)
		run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); window.met = new Set(); document.addEventListener("focusin", (e) => met.add(e.target))`))
		for range want + 2 {
			run(t, ctx, chromedp.KeyEvent("\t"))
		}
		if missed := ask[[]string](t, ctx, `stops.filter((e) => !met.has(e)).map((e) => e.outerHTML.slice(0, 120))`); want < 8 || len(missed) > 0 {
			t.Errorf("%s: of %d stops the tabulator misses %q", page, want, missed)
		}
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// walk presses every arrow key on every node that is got to, and answers those that are not.
const walk = `(() => {
  const nodes = [...document.querySelectorAll(".view:not([hidden]) .n")], start = nodes.find((n) => n.tabIndex === 0);
  const met = new Set([start]), queue = [start];
  while (queue.length) {
    const from = queue.pop();
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      from.focus();
      from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      const to = document.activeElement;
      if (!met.has(to)) { met.add(to); queue.push(to); }
    }
  }
  return nodes.filter((n) => !met.has(n)).map((n) => n.getAttribute("aria-label"));
})()`

// A trace through functions and files is a line for each step, and each leads to the line of the source that it is about; the lines
// of a file stand together, once.
func TestStepsLeadToTheirLines(t *testing.T) {
	ctx, problems := browser(t)
	open(t, ctx, pageOf(t, t.Context(), shopDir, false), "")
	id := ask[string](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.filter((f) => f.rule.startsWith("injection-")).reduce((a, b) => (new Set(a.tr.map((s) => s.file)).size >= new Set(b.tr.map((s) => s.file)).size ? a : b)).id`)
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "finding-`+id+`"; window.of = JSON.parse(document.getElementById("data").textContent).findings.find((f) => f.id === "`+id+`")`))
	until(t, ctx, `document.querySelector(".f[open] .way li button")`)
	if files := ask[int](t, ctx, `new Set(of.tr.map((s) => s.file)).size`); files < 3 {
		t.Fatalf("the longest way goes through %d files: the test proves little", files)
	}
	if wrong := ask[[]string](t, ctx, `of.tr.map((step, i) => {
		document.querySelectorAll(".f[open] .way li button")[i].click();
		const lit = [...document.querySelectorAll(".f[open] .pointed")];
		const pre = lit.length === 1 && lit[0].closest("pre");
		return pre && pre.getAttribute("aria-label").endsWith(step.file) && lit[0].querySelector(".no").textContent === String(step.line) ? "" : step.text;
	}).filter(Boolean)`); len(wrong) > 0 {
		t.Errorf("these steps do not lead to their lines: %q", wrong)
	}
	if twice := ask[bool](t, ctx, `(() => { const all = [...document.querySelectorAll(".f[open] .sources pre")].flatMap((p) => [...p.querySelectorAll(".no")].map((n) => p.getAttribute("aria-label") + n.textContent)); return new Set(all).size !== all.length; })()`); twice {
		t.Error("a line is shown twice")
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// Without the script everything that was found is there to read, on one page, and names are text there too.
func TestWithoutScript(t *testing.T) {
	ctx, _ := browser(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	open(t, ctx, pageOf(t, t.Context(), writeHostile(t), false), "")
	total := ask[int](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.length`)
	if n := ask[int](t, ctx, `[...document.querySelectorAll(".plain li")].filter((e) => e.checkVisibility()).length`); n != total || n < len(payloads) {
		t.Errorf("%d of %d findings are to be read", n, total)
	}
	if hidden := ask[[]string](t, ctx, `[...document.querySelectorAll("main > section")].filter((e) => !e.checkVisibility()).map((e) => e.id)`); len(hidden) > 0 {
		t.Errorf("%q are hidden", hidden)
	}
	if left := ask[[]string](t, ctx, `[...document.querySelectorAll("button, input, select")].filter((e) => e.checkVisibility() && !e.dataset.show).map((e) => e.outerHTML)`); len(left) > 0 {
		t.Errorf("%q do nothing, and are shown", left)
	}
	if n := ask[int](t, ctx, `document.querySelectorAll("img, iframe, object, embed, [onerror], [onload], a[href^='javascript:']").length`); n != 0 {
		t.Errorf("%d payloads became something", n)
	}
}

// On paper everything is there: every page, every fold open, in the light; afterwards all is as it was.
func TestPrint(t *testing.T) {
	ctx, problems := browser(t)
	open(t, ctx, pageOf(t, t.Context(), shopDir, true), "#unknowns")
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.theme = "dark"; document.querySelector(".rule").open = true`))
	total := ask[int](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.length`)
	pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf.Data, []byte("/Type /Page\n")); n < 20 || n > total {
		t.Errorf("%d pages for %d findings", n, total)
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("beforeprint"))`))
	if n := ask[int](t, ctx, `[...document.querySelectorAll("#list details[open] .in")].filter((e) => e.checkVisibility()).length`); n != total {
		t.Errorf("%d of %d findings are open", n, total)
	}
	if closed := ask[int](t, ctx, `document.querySelectorAll("details:not([open])").length`); closed > 0 {
		t.Errorf("%d folds are closed", closed)
	}
	if hidden := ask[[]string](t, ctx, `[...document.querySelectorAll("main > section")].filter((e) => !e.checkVisibility()).map((e) => e.id)`); len(hidden) > 0 {
		t.Errorf("%q are not printed", hidden)
	}
	if shown := ask[[]string](t, ctx, `[...document.querySelectorAll("main :is(select, input, .tools, #more, .keys)")].filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => e.outerHTML.slice(0, 80))`); len(shown) > 0 {
		t.Errorf("%q are of no use on paper", shown)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`dispatchEvent(new Event("afterprint"))`))
	if n := ask[int](t, ctx, `document.querySelectorAll("details[open]").length`); n != 1 || ask[string](t, ctx, `document.documentElement.dataset.theme`) != "dark" {
		t.Errorf("afterwards %d folds are open", n)
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// Where nothing could be read, or there is nothing to draw, the page says so and works.
func TestNothingToDraw(t *testing.T) {
	ctx, problems := browser(t)
	for name, template := range map[string]string{
		"nothing can be read":    "Resources: {A: {Type: AWS::S3::Bucket}\n: [",
		"there are no resources": "Resources: {A: {Type: AWS::CloudFormation::WaitConditionHandle}}\n",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(template), 0o600); err != nil {
			t.Fatal(err)
		}
		open(t, ctx, pageOf(t, t.Context(), dir, false), "")
		if box := ask[string](t, ctx, `(document.querySelector(".view svg") || { getAttribute: () => "" }).getAttribute("viewBox")`); strings.Contains(box, "-") {
			t.Errorf("%s: the drawing is %s", name, box)
		}
		run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "findings"`))
		until(t, ctx, `document.getElementById("shown").textContent === "0 findings"`)
	}
	for _, p := range problems() {
		t.Error(p)
	}
}
