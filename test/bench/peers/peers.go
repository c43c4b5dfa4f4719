// Command peers compares sconce with other scanners of the same templates: over the labelled set of
// test/conformance/quality, and over a directory of applications where one is named. It is run by hand (make peers).
// Checkov it installs itself, for which it needs python3 and the registry that its package manager is set to; KICS has no
// release in a registry of programs and takes part where its program is named. What the tables said last stands in
// docs/benchmarks.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// options is what a comparison is asked for.
type options struct {
	labels, apps               string
	checkov, kics, kicsQueries string
	runs, sample               int
	seed                       uint64
	perRule                    bool
}

func main() {
	var o options
	flag.StringVar(&o.labels, "labels", filepath.Join("test", "conformance", "quality"), "`directory` of labelled templates, one directory for each rule")
	flag.StringVar(&o.apps, "apps", "", "`directory` of applications to compare on as well, one directory for each")
	flag.StringVar(&o.checkov, "checkov", "", "`program` to use instead of installing Checkov "+checkovVersion)
	flag.StringVar(&o.kics, "kics", "", "`program` of KICS "+kicsVersion+"; without it KICS is left out")
	flag.StringVar(&o.kicsQueries, "kics-assets", "", "`directory` with the queries and libraries of KICS "+kicsVersion)
	flag.IntVar(&o.runs, "runs", 3, "`times` that each tool runs; the median is printed")
	flag.IntVar(&o.sample, "sample", 0, "of the applications, print so `many` answers drawn at random that only one tool may have given")
	flag.Uint64Var(&o.seed, "seed", 1, "`number` that the draw begins with")
	flag.BoolVar(&o.perRule, "rules", false, "print a line for each directory of labels")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := compare(ctx, os.Stdout, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// compare makes the tools ready and prints every table that is asked for.
func compare(ctx context.Context, out io.Writer, o options) error {
	work, err := os.MkdirTemp("", "peers")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	ours, err := buildSconce(ctx, work)
	if err != nil {
		return err
	}
	checkov, err := findCheckov(ctx, work, o.checkov)
	if err != nil {
		return err
	}
	peers := []tool{checkov}
	if o.kics != "" {
		kics, err := findKICS(work, o.kics, o.kicsQueries)
		if err != nil {
			return err
		}
		peers = append(peers, kics)
	}
	var page strings.Builder
	if err := compareLabels(ctx, &page, o, ours, peers); err != nil {
		return err
	}
	if _, err := io.WriteString(out, page.String()); err != nil || o.apps == "" {
		return err
	}
	page.Reset() // the applications take long: what is known so far is out
	if err := compareApps(ctx, &page, o, ours, peers); err != nil {
		return err
	}
	_, err = io.WriteString(out, page.String())
	return err
}
