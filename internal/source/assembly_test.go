package source

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestSynthesisIsListed holds the tree to list what the CDK writes, wherever it lies and whatever
// .gitignore says of it, and to leave out all else that .gitignore lists.
func TestSynthesisIsListed(t *testing.T) {
	asset := "asset." + strings.Repeat("0123456789abcdef", 4)
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		".gitignore":                        "cdk.out*\n*.js\n*.template.json\ndist\n",
		"app.js":                            "",
		"dist/cdk.out/A.template.json":      "",
		"cdk.out/A.template.json":           "",
		"cdk.out/.gitignore":                "*\n",
		"cdk.out/" + asset + "/index.js":    "",
		"cdk.out/assembly-Prod/manifest.js": "",
		"cdk.out/node_modules/x.js":         "",
		"services/x/cdk.out/B.json":         "",
		"services/x/cdk.out.prod/C.json":    "",
		"services/x/D.template.json":        "",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := OpenTree(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		".gitignore", "cdk.out/.gitignore", "cdk.out/A.template.json", "cdk.out/assembly-Prod/manifest.js", "cdk.out/" + asset + "/index.js",
		"services/x/cdk.out.prod/C.json", "services/x/cdk.out/B.json",
	}
	if diff := cmp.Diff(want, tree.Files()); diff != "" {
		t.Error(diff)
	}
	if tree.assets != 1 {
		t.Errorf("%d files of assets", tree.assets)
	}
}

// The files of assets have a limit of their own: what a function depends on does not keep templates
// from being listed.
func TestAssetsHaveTheirOwnLimit(t *testing.T) {
	tree := &Tree{sizes: map[string]int64{}, assets: maxAssets, files: make([]string, maxAssets)}
	entries, err := fstest.MapFS{"a.template.json": {}}.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, asset := range []bool{true, false} {
		if err := tree.add("a.template.json", entries[0], asset); err != nil {
			t.Error(err)
		}
	}
	if n := len(slices.DeleteFunc(tree.files, func(f string) bool { return f == "" })); n != 1 {
		t.Errorf("%d files are listed beside the assets, want the template alone", n)
	}
}
