package scan

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sconce-dev/sconce/internal/iac/cloudformation"
	"github.com/sconce-dev/sconce/internal/iac/sam"
	"github.com/sconce-dev/sconce/internal/source"
)

// BenchmarkSAMModel measures from bytes in memory to finished models: parsed, expanded, evaluated and
// built, every SAM template an application of its own. Once with the inputs of the SAM translator's
// suite, once with the templates of package sam's own tests, which are always there.
func BenchmarkSAMModel(b *testing.B) {
	b.Run("suite", func(b *testing.B) { benchmarkModel(b, suite(b)) })
	b.Run("own", func(b *testing.B) { benchmarkModel(b, templates(b, filepath.Join("..", "iac", "sam", "testdata"))) })
}

func benchmarkModel(b *testing.B, files map[string][]byte) {
	b.Helper()
	var trees []*source.Tree
	total := 0
	for name, text := range files {
		tree, err := source.OpenTree(b.Context(), fstest.MapFS{name: {Data: text}})
		if err != nil {
			b.Fatal(err)
		}
		r, err := cloudformation.Read(b.Context(), tree, cloudformation.Options{Transforms: transforms})
		if err != nil {
			b.Fatal(err)
		}
		if len(r.Refused) > 0 {
			b.Logf("left out: %v", r.Refused)
			continue
		}
		trees, total = append(trees, tree), total+len(text)
	}
	b.SetBytes(int64(total))
	for b.Loop() {
		for _, tree := range trees {
			if _, err := cloudformation.Read(b.Context(), tree, cloudformation.Options{Transforms: transforms}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(trees)*b.N)/b.Elapsed().Seconds(), "templates/s")
}

// BenchmarkSAMScan scans the whole suite as one directory in a process of its own, and says how much
// memory that process had at most.
func BenchmarkSAMScan(b *testing.B) {
	dir := written(b, suite(b))
	most := int64(0)
	for b.Loop() {
		command := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^$")
		command.Env = append(os.Environ(), scanned+"="+dir)
		if text, err := command.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, text)
		}
		if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
			most = max(most, usage.Maxrss)
		}
	}
	b.ReportMetric(float64(most)/1024, "peak-MiB") // Linux counts in KiB
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/scan")
}

// scanned names the directory that this program scans when it is a process of BenchmarkSAMScan.
const scanned = "SCONCE_BENCHMARK_SCAN"

func TestMain(m *testing.M) {
	dir := os.Getenv(scanned)
	if dir == "" {
		os.Exit(m.Run())
	}
	r, err := Run(context.Background(), Options{Path: dir, Now: time.Now()})
	if err != nil || len(r.Apps) == 0 {
		panic(err)
	}
}

// suite is the inputs of the SAM translator's suite. Those that do not say that they are SAM, which
// the translator does not ask for, say so here.
func suite(b *testing.B) map[string][]byte {
	b.Helper()
	files := optionalSuite(b)
	if files == nil {
		b.Skip("the suite of the SAM translator is not there: set SCONCE_CORPUS to the directory that holds sam/input")
	}
	return files
}

// optionalSuite is the suite, nil where it is not there.
func optionalSuite(tb testing.TB) map[string][]byte {
	tb.Helper()
	dir := os.Getenv("SCONCE_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	dir = filepath.Join(dir, "sam", "input")
	if _, err := os.Stat(dir); err != nil {
		return nil
	}
	return templates(tb, dir)
}

// written is a directory that holds files.
func written(b *testing.B, files map[string][]byte) string {
	b.Helper()
	dir := b.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func templates(tb testing.TB, dir string) map[string][]byte {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no templates in %s: %v", dir, err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		if !bytes.Contains(text, []byte(sam.Name)) {
			text = append([]byte("Transform: "+sam.Name+"\n"), text...)
		}
		files[filepath.Base(name)] = text
	}
	return files
}
