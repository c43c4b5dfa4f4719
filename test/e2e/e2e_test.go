// Package e2e_test runs the program as people do: each *.txtar is a transcript with the files it needs.
//
// Beside the commands of testscript there are
//
//	exits CODE PROGRAM ARGUMENTS...   run the program and hold its exit code to a number
//	conforms FILE SCHEMA              validate a JSON document (or stdout) against a schema, such as sconce.scan/v1
//	lacks TEXT FILES...               no file (or stdout, stderr) contains a text
//
// and $SHOP, the example application. go test ./test/e2e -update writes the outputs that cmp compares.
package e2e_test

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sconce-dev/sconce/internal/cli"
)

var update = flag.Bool("update", false, "write the outputs that the transcripts compare with")

func TestMain(m *testing.M) {
	if os.Getenv("XDG_CACHE_HOME") == "" {
		_ = os.Setenv("XDG_CACHE_HOME", "none") // no cache but where a transcript asks for one
	}
	testscript.Main(m, map[string]func(){
		"sconce": func() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestTranscripts(t *testing.T) {
	shop, err := filepath.Abs(filepath.Join("..", "..", "examples", "shop"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                ".",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SHOP", shop)
			env.Setenv("XDG_CACHE_HOME", "none")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"conforms": conforms,
			"lacks":    lacks,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENTS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func conforms(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: conforms FILE SCHEMA")
	}
	if err := validate(args[1], []byte(ts.ReadFile(args[0]))); err != nil {
		ts.Fatalf("%s is not %s: %v", args[0], args[1], err)
	}
}

func lacks(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: lacks TEXT FILES...")
	}
	for _, name := range args[1:] {
		if strings.Contains(ts.ReadFile(name), args[0]) {
			ts.Fatalf("%s contains %q", name, args[0])
		}
	}
}
