package html_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "write pictures of pages to this directory")

// browser is a tab of a headless Chromium, and what goes wrong in it. Without Chromium the test is skipped, except where
// everything has to be there.
func browser(tb testing.TB) (context.Context, func() []string) {
	tb.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	if program == "" {
		const text = "there is no Chromium: apt-get install chromium"
		if os.Getenv("SCONCE_CI") != "" {
			tb.Fatal(text)
		}
		tb.Skip(text)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.WindowSize(1440, 900))
	ctx, cancel := context.WithTimeout(tb.Context(), 3*time.Minute)
	tb.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	tb.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	tb.Cleanup(cancel)
	var mu sync.Mutex
	var problems []string
	say := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		problems = append(problems, text)
	}
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			say("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			say(fmt.Sprintf("console: %s %v", e.Type, e.Args))
		case *log.EventEntryAdded:
			say("log: " + e.Entry.Text)
		}
	}); err != nil {
		tb.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		tb.Fatal(err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return problems
	}
}

// open writes a page to a file and opens it from there.
func open(tb testing.TB, ctx context.Context, page, hash string) { //nolint:revive // the order of a helper of tests
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "report.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		tb.Fatal(err)
	}
	run(tb, ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: file}).String()+hash), chromedp.WaitReady(chromedp.CSS("#list")))
}

func run(tb testing.TB, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) { //nolint:revive // the order of a helper of tests
	tb.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		tb.Fatal(err)
	}
}

// until waits for something to be so: what the address says takes effect later, on a busy machine much later.
func until(t *testing.T, ctx context.Context, expression string) { //nolint:revive // the order of a helper of tests
	t.Helper()
	for range 600 {
		if ask[bool](t, ctx, "!!("+expression+")") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("it does not come to be so: %s", expression)
}

// ask answers an expression of the page.
func ask[T any](tb testing.TB, ctx context.Context, expression string) T { //nolint:revive // the order of a helper of tests
	tb.Helper()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func TestPageInABrowser(t *testing.T) {
	ctx, problems := browser(t)
	open(t, ctx, pageOf(t, t.Context(), shopDir, false), "")
	total := ask[int](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.length`)

	// The drawing: search, choose, let go, from the keyboard alone.
	run(t, ctx, chromedp.SendKeys(chromedp.CSS(".q"), "customerstable"))
	if hits := ask[int](t, ctx, `document.querySelectorAll(".n.hit").length`); hits != 1 {
		t.Errorf("%d nodes are found", hits)
	}
	run(t, ctx, chromedp.SendKeys(chromedp.CSS(".q"), "\r"))
	if panel := ask[string](t, ctx, `document.querySelector(".panel h3").textContent`); panel != "CustomersTable" {
		t.Errorf("%q is chosen", panel)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".n").focus()`), chromedp.KeyEvent("\r"))
	if lit := ask[int](t, ctx, `document.querySelectorAll(".n.on").length`); lit < 20 {
		t.Errorf("from the internet only %d nodes light up", lit)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".panel .close").click()`))
	if ask[bool](t, ctx, `!!document.querySelector(".drawing.lit")`) {
		t.Error("what is closed is still lit")
	}

	// Findings: a filter in the address, the form, a deep link.
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "findings?severity=critical"`))
	critical := ask[int](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.filter((f) => f.sev === "critical").length`)
	until(t, ctx, fmt.Sprintf(`document.getElementById("shown").textContent.startsWith("%d of ")`, critical))
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`filters.reset()`))
	until(t, ctx, fmt.Sprintf(`document.getElementById("shown").textContent === "%d findings"`, total))
	run(t, ctx, chromedp.SendKeys(chromedp.CSS(`#filters [name=q]`), "webhook"))
	until(t, ctx, `/^[1-9][0-9]* of /.test(document.getElementById("shown").textContent)`)
	id := ask[string](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.find((f) => f.rule === "privilege-admin-policy").id`)
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "finding-`+id+`"`))
	until(t, ctx, `document.querySelector(".f[open] pre.src .at")`)
	if text := ask[string](t, ctx, `document.querySelector(".f[open] pre.src .at").textContent`); !strings.Contains(text, "AdministratorAccess") {
		t.Errorf("the excerpt of the finding shows %q", text)
	}

	// Every page shows something.
	for _, page := range []string{"application", "practices", "rules", "unknowns", "made", "rule-privilege-admin-policy"} {
		run(t, ctx, chromedp.Evaluate[chromedp.Void](`location.hash = "`+page+`"`))
		section, _, _ := strings.Cut(page, "-")
		until(t, ctx, `document.querySelector("main > section.on").id.startsWith("page-`+section+`")`)
		if n := ask[int](t, ctx, `document.querySelector("main > section.on").innerText.length`); n < 100 {
			t.Errorf("%s is empty", page)
		}
	}

	// The dark is another colour than the light.
	light := ask[string](t, ctx, `getComputedStyle(document.body).backgroundColor`)
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}); err != nil {
		t.Fatal(err)
	}
	if dark := ask[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); dark == light {
		t.Errorf("light and dark are %s", light)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.getElementById("theme").click()`))
	if now := ask[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); now != light {
		t.Errorf("the switch to the light gives %s", now)
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// payloads are what somebody who writes a template would like to have run.
var payloads = []string{
	`<img src=x onerror=boom()>`, `"><script>boom()</script>`, `</script><script>boom()</script>`, `</title><svg onload=boom()>`, `'-boom()-'`, `javascript:boom()`,
	"`${boom()}`", `{{boom()}}`, `<!--<script>boom()`, `</style><script>boom()</script>`, `<a href=javascript:boom()>x</a>`, "\u2028boom()\u2029", `]]><script>boom()</script>`, `&lt;script&gt;boom()&lt;/script&gt;`, `__proto__`, `constructor`,
}

// writeHostile writes a template that calls things by the payloads to a new directory.
func writeHostile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("Description: x\nResources:\n")
	for i, p := range payloads {
		name, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "  %s:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: python3.8, Handler: a.b, FunctionName: %s, Description: %s, Role: !GetAtt R%d.Arn, Code: {ZipFile: ''}}\n", name, name, name, i)
		fmt.Fprintf(&b, "  U%d:\n    Type: AWS::Lambda::Url\n    Properties: {AuthType: NONE, TargetFunctionArn: !Ref %s}\n", i, name)
		fmt.Fprintf(&b, "  R%d:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}\n      Policies: [{PolicyName: %s, PolicyDocument: {Statement: [{Sid: %s, Effect: Allow, Action: 'dynamodb:*', Resource: '*'}]}}]\n", i, name, name)
	}
	code := filepath.Join(dir, payloads[0])
	fmt.Fprintf(&b, "  Coded:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt R0.Arn, Code: '%s'}\n  UC:\n    Type: AWS::Lambda::Url\n    Properties: {AuthType: NONE, TargetFunctionArn: !Ref Coded}\n", payloads[0])
	if err := errors.Join(os.Mkdir(code, 0o750), os.WriteFile(filepath.Join(code, "index.py"), []byte(hostileCode), 0o600), os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(b.String()), 0o600)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// hostileCode has a payload in what comes in, and in the lines that a trace shows.
const hostileCode = `import os

def handler(event, context):
    run(event["queryStringParameters"]["<img src=x onerror=boom()>"])

def run(command):
    os.system(command + "</pre><script>boom()</script>")
`

// Nothing that a template calls things runs, or becomes an element.
func TestNamesCannotInject(t *testing.T) {
	dir := writeHostile(t)
	page := pageOf(t, t.Context(), dir, false)
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("%d scripts in the page", n)
	}
	ctx, problems := browser(t)
	open(t, ctx, page, "#findings")
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`window.hit = 0; window.boom = () => { window.hit++; }; document.querySelectorAll("#list details").forEach((d) => { d.open = true; })`))
	until(t, ctx, `[...document.querySelectorAll("#list details")].every((d) => d.childElementCount > 1)`)
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".n").forEach((n) => n.dispatchEvent(new MouseEvent("click", { bubbles: true })))`), chromedp.Sleep(200*time.Millisecond))
	if n := ask[int](t, ctx, `window.hit + document.querySelectorAll("img, iframe, object, embed, [onerror], [onload], a[href^='javascript:']").length`); n != 0 {
		t.Errorf("%d payloads became something", n)
	}
	if n := ask[int](t, ctx, `document.querySelectorAll(".way li button[title*='<img'], .way .what").length`); n < 3 {
		t.Errorf("only %d steps of a trace are shown", n)
	}
	if n := ask[int](t, ctx, `document.querySelectorAll("#list > li").length`); n < len(payloads) {
		t.Errorf("only %d findings are shown", n)
	}
	for _, p := range problems() {
		t.Error(p)
	}
}

// A large application is shown in groups first; a group opens; 2,000 findings are filtered without a pause that anybody
// would notice (the time is logged, not held to a number).
func TestLargeApplication(t *testing.T) {
	page := pageOf(t, t.Context(), writeLarge(t, 6, 102), false)
	if len(page) > 2<<20 {
		t.Errorf("%d bytes for 102 functions", len(page))
	}
	ctx, problems := browser(t)
	open(t, ctx, page, "")
	t.Logf("%d bytes, %d findings", len(page), ask[int](t, ctx, `JSON.parse(document.getElementById("data").textContent).findings.length`))
	if n := ask[int](t, ctx, `document.querySelectorAll(".view:not([hidden]) .z-functions").length`); n != 6 {
		t.Errorf("%d groups of functions, want the stacks", n)
	}
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".view:not([hidden]) .k-group.z-functions").dispatchEvent(new MouseEvent("click", {bubbles: true}))`))
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".panel p button").click()`))
	if n := ask[int](t, ctx, `document.querySelectorAll(".view:not([hidden]) .z-functions").length`); n != 17 {
		t.Errorf("%d functions of one stack", n)
	}
	// A search finds a function that is in a group, and Enter draws it.
	run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".v").value = "0"; document.querySelector(".v").dispatchEvent(new Event("change"))`), chromedp.SendKeys(chromedp.CSS(".q"), "archiveshipping\r"))
	if panel := ask[string](t, ctx, `document.querySelector(".panel h3").textContent`); panel != "ArchiveShipping" && panel != "Shipping/ArchiveShipping" {
		t.Errorf("%q is chosen", panel)
	}
	t.Logf("a filter takes %.1f ms", ask[float64](t, ctx, `(() => { const t = performance.now(); location.hash = "#findings?severity=high"; filters.elements.severity.value = "high"; filters.dispatchEvent(new Event("input")); document.body.offsetHeight; return performance.now() - t; })()`))
	for _, p := range problems() {
		t.Error(p)
	}
}

// TestShots takes pictures of the pages for people to look at, where -shots says so.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("without -shots DIR no pictures are taken")
	}
	ctx, _ := browser(t)
	for name, dir := range map[string]string{"shop": shopDir, "large": writeLarge(t, 6, 102)} {
		page := pageOf(t, t.Context(), dir, name == "shop")
		if err := os.WriteFile(filepath.Join(*shots, name+".html"), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{390, 1024, 1280, 1600} {
			for _, theme := range []string{"light", "dark"} {
				for _, at := range []string{"application", "findings", "application?app=0&node=template.yaml%23AdminReport"} {
					run(t, ctx, chromedp.EmulateViewport(width, 900))
					open(t, ctx, strings.Replace(page, `data-theme="auto"`, `data-theme="`+theme+`"`, 1), "#"+at)
					at, _, _ = strings.Cut(strings.Replace(at, "?", "-chosen?", 1), "?")
					run(t, ctx, chromedp.Sleep(200*time.Millisecond))
					if width < 720 && strings.HasPrefix(at, "application") {
						run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".stage").scrollIntoView()`))
					}
					png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(*shots, fmt.Sprintf("%s-%s-%d-%s.png", name, at, width, theme)), png, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// Axe-core finds nothing serious on any page, in light and dark. SCONCE_AXE names its script, which .ci/test fetches.
func TestAccessibility(t *testing.T) {
	file := os.Getenv("SCONCE_AXE")
	if file == "" {
		const text = "SCONCE_AXE does not name axe.min.js of axe-core"
		if os.Getenv("SCONCE_CI") != "" {
			t.Fatal(text)
		}
		t.Skip(text)
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, _ := browser(t)
	open(t, ctx, pageOf(t, t.Context(), shopDir, false), "")
	run(t, ctx, chromedp.Evaluate[chromedp.Void](string(axe)))
	for _, theme := range []string{"light", "dark"} {
		for _, at := range []string{"application", "findings", "practices", "rules", "unknowns", "made"} {
			run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.theme = "`+theme+`"; location.hash = "`+at+`"`))
			until(t, ctx, `document.querySelector("main > section.on").id === "page-`+at+`"`)
			run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("#list details").forEach((d, i) => { d.open = i < 3; }); document.querySelectorAll(".rule").forEach((d, i) => { d.open = i < 2; })`))
			if at == "application" {
				run(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".n")[12].dispatchEvent(new MouseEvent("click", { bubbles: true }))`))
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`axe.run(document, { resultTypes: ["violations"] }).then((r) => (r.passes.length < 5 ? [{ id: "axe has looked at nothing", impact: "serious", nodes: [] }] : r.violations).filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 220)).join(" | ")))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Errorf("%s, %s: %s", at, theme, f)
			}
		}
	}
}
