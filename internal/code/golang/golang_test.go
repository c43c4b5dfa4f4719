package golang_test

import (
	"testing"

	"github.com/sconce-dev/sconce/internal/code/codetest"
	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/test/golden"
)

// TestParse reads the packages of testdata and compares what was read.
func TestParse(t *testing.T) {
	for _, a := range golden.Archives(t, "testdata/*.txtar") {
		t.Run(a.Name, func(t *testing.T) {
			var sources []ir.Source
			for _, f := range a.Files {
				if f.Name != "want" {
					sources = append(sources, ir.Source{Path: f.Name, Data: f.Data})
				}
			}
			a.Want(t, "want", codetest.Print(golang.Parse(sources)))
		})
	}
}
