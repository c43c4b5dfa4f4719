package html_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"github.com/sconce-dev/sconce/internal/report/html"
	"github.com/sconce-dev/sconce/internal/scan"
)

// sizes are the applications whose pages are measured: the example, and those that are asked for (100 and 200
// functions, 2,000 findings).
var sizes = []size{{"shop", 0, 0}, {"100 functions", 6, 102}, {"200 functions", 8, 200}, {"2000 findings", 24, 480}}

type size struct {
	name              string
	stacks, functions int
}

func (s size) dir(tb testing.TB) string {
	tb.Helper()
	if s.stacks == 0 {
		return shopDir
	}
	return writeLarge(tb, s.stacks, s.functions)
}

// BenchmarkPage writes a page of a scan that is done: drawings, excerpts, everything.
func BenchmarkPage(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			dir := size.dir(b)
			r, err := scan.Run(b.Context(), scan.Options{Path: dir, Now: day})
			if err != nil {
				b.Fatal(err)
			}
			o := html.Options{Version: "1.0", Now: day, Read: func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) }}
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := html.Write(&out, r, o); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len())/1e6, "MB")
			b.ReportMetric(float64(len(r.Apps[0].Findings)), "findings")
		})
	}
}

// BenchmarkOpen opens pages in a browser, from a file: until the content is read and run, until something is painted,
// and what a change of a filter takes until it is painted. The work is the processor's time of the page's main thread,
// which other programs of the machine do not change: to read, run, lay out and paint, until the page is still.
func BenchmarkOpen(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			page := pageOf(b, b.Context(), size.dir(b), false)
			ctx, _ := browser(b)
			if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
				b.Fatal(err)
			}
			var ready, painted, filtered, work float64
			for b.Loop() {
				run(b, ctx, chromedp.Navigate("about:blank"))
				before := worked(b, ctx)
				open(b, ctx, page, "")
				ask[bool](b, ctx, `new Promise((done) => requestIdleCallback(() => done(true)))`)
				work += worked(b, ctx) - before
				ready += ask[float64](b, ctx, `performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`)
				painted += ask[float64](b, ctx, whenPainted)
				filtered += ask[float64](b, ctx, filterPainted)
			}
			n := float64(b.N)
			b.ReportMetric(float64(len(page))/1e6, "MB")
			b.ReportMetric(ready/n, "ready-ms")
			b.ReportMetric(painted/n, "painted-ms")
			b.ReportMetric(filtered/n, "filter-ms")
			b.ReportMetric(work/n, "work-ms")
			b.ReportMetric(0, "ns/op") // of the whole round, browser and all: it says nothing
		})
	}
}

// worked is how long the main thread of the page has worked, in milliseconds.
func worked(b *testing.B, ctx context.Context) float64 { //nolint:revive // the order of a helper of tests
	b.Helper()
	got, err := chromedp.Call(ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range got.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value * 1000
		}
	}
	b.Fatal("the browser does not say how long it has worked")
	return 0
}

// whenPainted is the time of the first paint with content.
const whenPainted = `new Promise((done) => {
  new PerformanceObserver((list) => { for (const e of list.getEntriesByName("first-contentful-paint")) done(e.startTime); }).observe({ type: "paint", buffered: true });
})`

// filterPainted is the time from a change of a filter to the frame after the one that shows it, on the page of findings.
const filterPainted = `new Promise((done) => {
  location.hash = "findings";
  const frames = (n, then) => requestAnimationFrame(() => n ? frames(n - 1, then) : then());
  frames(3, () => {
    const start = performance.now();
    new MutationObserver((_, o) => { o.disconnect(); frames(1, () => done(performance.now() - start)); }).observe(document.getElementById("shown"), { childList: true, characterData: true });
    const severity = document.querySelector("#filters [name=severity]");
    severity.value = "medium";
    severity.dispatchEvent(new Event("input", { bubbles: true }));
  });
})`
