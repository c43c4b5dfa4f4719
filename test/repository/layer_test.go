// Package repository_test holds the repository to its own rules: which package may import which, how packages and
// types are called, what no file may contain.
package repository_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/sconce-dev/sconce/"

// layer is a floor of the tree. A package imports from the floors that its own may see.
type layer string

const (
	ground    layer = "ground"    // values only
	reading   layer = "reading"   // files to model
	reasoning layer = "reasoning" // pure functions of the model
	running   layer = "running"
	showing   layer = "showing"
	program   layer = "program" // main packages: each may see what is named beside it
	whole     layer = "testing" // the tests of the whole: they may see everything
)

// below are the floors that a floor may import from without asking.
var below = map[layer][]layer{
	ground:    {},
	reading:   {ground},
	reasoning: {ground},
	running:   {ground, reading, reasoning},
	showing:   {ground, reading, reasoning, running},
	program:   {},
	whole:     {ground, reading, reasoning, running, showing},
}

// home is the place of a package: its floor, and what else it may import, of its own floor or otherwise.
type home struct {
	layer layer
	also  []string
}

// homes is the one table of packages: docs/architecture.md explains it. A package that is not in it fails the test.
// What is designed and not yet written is in it too, so that its place is decided.
var homes = map[string]home{
	"internal/model":                     {ground, nil},
	"internal/finding":                   {ground, []string{"internal/model"}},
	"internal/event":                     {ground, []string{"internal/model"}},
	"internal/policy":                    {ground, []string{"internal/model"}},
	"internal/policy/catalogue":          {ground, []string{"internal/model", "internal/policy"}},
	"internal/policy/lint":               {ground, []string{"internal/model", "internal/policy", "internal/policy/catalogue"}},
	"internal/policy/compare":            {ground, []string{"internal/model", "internal/policy", "internal/policy/catalogue"}},
	"internal/policy/permit":             {ground, []string{"internal/model", "internal/policy", "internal/policy/catalogue"}},
	"internal/policy/minimise":           {ground, []string{"internal/model", "internal/policy", "internal/policy/catalogue", "internal/policy/compare"}},
	"internal/policy/catalogue/generate": {program, []string{"internal/policy/catalogue"}},
	"internal/rules":                     {ground, nil},
	"internal/suggest":                   {ground, nil},

	"internal/source":             {reading, nil},
	"internal/source/splice":      {reading, []string{"internal/source"}},
	"internal/iac/aws":            {reading, []string{"internal/source"}},
	"internal/iac/cloudformation": {reading, []string{"internal/source", "internal/iac/aws"}},
	"internal/iac/sam":            {reading, []string{"internal/source", "internal/iac/aws", "internal/iac/cloudformation"}}, // SAM is CloudFormation with a transform
	"internal/usage":              {reading, nil},
	"internal/config":             {reading, []string{"internal/source"}},
	"internal/iac/samconfig":      {reading, []string{"internal/source"}},
	"internal/iac/cdk":            {reading, []string{"internal/source", "internal/iac/aws"}},
	"internal/iac/terraform":      {reading, []string{"internal/source", "internal/iac/aws"}},
	"internal/iac/serverless":     {reading, []string{"internal/source", "internal/iac/aws", "internal/iac/cloudformation"}}, // it becomes CloudFormation
	"internal/iac/azure":          {reading, []string{"internal/source"}},
	"internal/iac/gcp":            {reading, []string{"internal/source"}},
	"internal/code/ir":            {reading, []string{"internal/source"}},
	"internal/code/syntax":        {reading, nil},
	"internal/code/record":        {reading, nil},
	"internal/code/python":        {reading, []string{"internal/source", "internal/code/ir", "internal/code/syntax"}},
	"internal/code/javascript":    {reading, []string{"internal/source", "internal/code/ir", "internal/code/syntax"}},
	"internal/code/golang":        {reading, []string{"internal/source", "internal/code/ir", "internal/code/syntax"}},
	"internal/code/term":          {reading, []string{"internal/code/ir"}},
	"internal/code/eval":          {reading, []string{"internal/code/ir", "internal/code/term"}},
	"internal/code/codetest": {reading, []string{ // for tests alone
		"internal/source", "internal/code/ir", "internal/code/python", "internal/code/javascript", "internal/code/golang",
		"internal/code/term", "internal/code/eval", "internal/code/rulebook",
	}},
	"internal/code/regex":    {reading, []string{"internal/code/ir", "internal/code/term"}},
	"internal/code/outline":  {reading, []string{"internal/code/ir", "internal/code/term"}},
	"internal/code/rulebook": {reading, []string{"internal/code/ir", "internal/code/term"}},
	"internal/code/sdk":      {reading, []string{"internal/code/ir", "internal/code/term"}},
	"internal/code/taint":    {reading, []string{"internal/code/ir", "internal/code/term", "internal/code/regex", "internal/code/rulebook", "internal/code/outline", "internal/code/sdk"}},
	"internal/code/flow":     {reading, []string{"internal/code/term", "internal/code/rulebook", "internal/code/sdk", "internal/code/taint"}},
	"internal/code/habit":    {reading, []string{"internal/code/ir", "internal/code/term", "internal/code/rulebook", "internal/code/sdk", "internal/code/taint"}},
	"internal/code": {reading, []string{
		"internal/source", "internal/code/ir", "internal/code/term", "internal/code/eval", "internal/code/sdk", "internal/code/taint", "internal/code/habit", "internal/code/flow",
		"internal/code/python", "internal/code/javascript", "internal/code/golang", "internal/code/syntax", "internal/code/record",
	}}, // which code is whose function, and what it does

	"internal/access":              {reasoning, nil},
	"internal/change":              {reasoning, []string{"internal/access"}},
	"internal/baseline":            {reasoning, nil},
	"internal/impact":              {reasoning, nil},
	"internal/need":                {reasoning, nil},
	"internal/least":               {reasoning, []string{"internal/access", "internal/need"}},
	"internal/check":               {reasoning, []string{"internal/source"}},
	"internal/check/privilege":     {reasoning, []string{"internal/source", "internal/check", "internal/access", "internal/least"}},
	"internal/check/exposure":      {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/hardening":     {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/injection":     {reasoning, []string{"internal/source", "internal/check", "internal/access", "internal/impact"}},
	"internal/check/secret":        {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/dependency":    {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/encryption":    {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/observability": {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/pipeline":      {reasoning, []string{"internal/source", "internal/check"}},
	"internal/check/recovery":      {reasoning, []string{"internal/source", "internal/check"}},
	"internal/threat":              {reasoning, []string{"internal/source"}},
	"internal/risk":                {reasoning, []string{"internal/source", "internal/threat"}},
	"internal/comply":              {reasoning, []string{"internal/source"}},
	"internal/fix":                 {reasoning, []string{"internal/source", "internal/source/splice", "internal/least"}},
	"internal/detect":              {reasoning, nil},
	"internal/sigma":               {reasoning, []string{"internal/source"}},

	"internal/scan":     {running, nil},
	"internal/cache":    {running, nil},
	"internal/git":      {running, nil},
	"internal/guard":    {running, nil}, // and less than its floor allows: see smallOnes
	"internal/gateway":  {running, nil},
	"internal/watch":    {running, nil},
	"internal/secrets":  {running, nil},
	"internal/pipeline": {running, nil},

	"internal/report":          {showing, nil},
	"internal/report/exchange": {showing, []string{"internal/report"}},
	"internal/report/drawing":  {showing, []string{"internal/report"}},
	"internal/report/html":     {showing, []string{"internal/report", "internal/report/drawing"}},
	"internal/step":            {showing, nil},
	"internal/console":         {showing, []string{"internal/report"}},
	"internal/cli":             {showing, []string{"internal/report", "internal/report/exchange", "internal/report/drawing", "internal/report/html", "internal/step", "internal/console"}},

	"cmd/sconce":       {program, []string{"internal/cli"}},
	"cmd/sconce-guard": {program, []string{"internal/guard"}},

	"test/bench/peers":                {program, []string{"test/conformance/quality"}},
	"test/conformance/calls":          {whole, nil},
	"test/conformance/cloudformation": {whole, nil},
	"test/conformance/collections":    {whole, nil},
	"test/conformance/compare":        {whole, nil},
	"test/conformance/fixes":          {whole, nil},
	"test/conformance/iam":            {whole, nil},
	"test/conformance/least":          {whole, nil},
	"test/conformance/escalation":     {whole, nil},
	"test/conformance/moto":           {whole, nil},
	"test/conformance/owasp":          {whole, nil},
	"test/conformance/quality":        {whole, nil},
	"test/conformance/sam":            {whole, nil},
	"test/conformance/semgrep":        {whole, nil},
	"test/conformance/stability":      {whole, nil},
	"test/conformance/taint":          {whole, nil},
	"test/e2e":                        {whole, nil},
	"test/golden":                     {whole, nil}, // for tests of every floor
	"test/repository":                 {whole, nil},
}

// pure are the floors without I/O, and what their packages do not import themselves. (Through the standard library
// everything reaches os: fmt does.)
var (
	pure  = []layer{ground, reasoning}
	noise = []string{"os", "os/exec", "net", "net/http", "log", "log/slog"}
)

// smallOnes may reach only this much of the module, directly or through what they import: what runs inside
// somebody's function links nothing it does not need.
var smallOnes = map[string][]string{
	"internal/guard":   {"internal/model", "internal/event", "internal/policy", "internal/detect"},
	"cmd/sconce-guard": {"internal/guard", "internal/model", "internal/event", "internal/policy", "internal/detect"},
}

// imported is a package as go list describes it; the paths of the module are without its prefix.
type imported struct {
	ImportPath string
	Name       string
	Standard   bool
	Imports    []string
	Deps       []string
}

func TestImportsPointDown(t *testing.T) {
	for _, problem := range layering(list(t)) {
		t.Error(problem)
	}
}

// layering is what is wrong with the imports of packages.
func layering(packages []imported) []string {
	var problems []string
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	for _, p := range packages {
		h, known := homes[p.ImportPath]
		if !known {
			say("%s has no place: give it one in the table of %s", p.ImportPath, "test/repository/layer_test.go")
			continue
		}
		for _, path := range p.Imports {
			if slices.Contains(pure, h.layer) && slices.Contains(noise, path) {
				say("%s imports %s: the packages of its layer (%s) do no I/O and do not log", p.ImportPath, path, h.layer)
			}
			target, ours := homes[path]
			if ours && !slices.Contains(below[h.layer], target.layer) && !slices.Contains(h.also, path) {
				say("%s (%s) imports %s (%s): what they share belongs further down", p.ImportPath, h.layer, path, target.layer)
			}
		}
		if allowed, small := smallOnes[p.ImportPath]; small {
			for _, path := range p.Deps {
				if _, ours := homes[path]; ours && !slices.Contains(allowed, path) {
					say("%s reaches %s: it stays small", p.ImportPath, path)
				}
			}
		}
	}
	return problems
}

// Every kind of forbidden import is seen, those of packages that are not written yet among them.
func TestForbiddenImportsAreSeen(t *testing.T) {
	got := layering([]imported{
		{ImportPath: "internal/new"},
		{ImportPath: "internal/model", Imports: []string{"os", "fmt", "net/url"}},
		{ImportPath: "internal/policy", Imports: []string{"internal/model", "internal/finding"}},
		{ImportPath: "internal/check/secret", Imports: []string{"internal/source", "internal/check", "internal/check/pipeline"}},
		{ImportPath: "internal/check/pipeline", Imports: []string{"internal/iac/aws", "net/http"}},
		{ImportPath: "internal/iac/aws", Imports: []string{"internal/policy/catalogue", "internal/iac/cloudformation"}},
		{ImportPath: "internal/scan", Imports: []string{"internal/report", "os"}},
		{ImportPath: "internal/guard", Imports: []string{"internal/detect"}, Deps: []string{"internal/detect", "internal/source", "os"}},
		{ImportPath: "internal/policy/catalogue/generate", Imports: []string{"os"}},
		{ImportPath: "cmd/sconce", Imports: []string{"internal/cli", "internal/scan"}},
	})
	want := []string{
		"internal/new has no place: give it one in the table of test/repository/layer_test.go",
		"internal/model imports os: the packages of its layer (ground) do no I/O and do not log",
		"internal/policy (ground) imports internal/finding (ground): what they share belongs further down",
		"internal/check/secret (reasoning) imports internal/check/pipeline (reasoning): what they share belongs further down",
		"internal/check/pipeline (reasoning) imports internal/iac/aws (reading): what they share belongs further down",
		"internal/check/pipeline imports net/http: the packages of its layer (reasoning) do no I/O and do not log",
		"internal/iac/aws (reading) imports internal/iac/cloudformation (reading): what they share belongs further down",
		"internal/scan (running) imports internal/report (showing): what they share belongs further down",
		"internal/guard reaches internal/source: it stays small",
		"cmd/sconce (program) imports internal/scan (running): what they share belongs further down",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// list asks go for the packages of the module.
func list(t *testing.T) []imported {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Imports,Deps", "./...")
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []imported
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p imported
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, module)
		for _, paths := range [][]string{p.Imports, p.Deps} {
			for i, path := range paths {
				paths[i] = strings.TrimPrefix(path, module)
			}
		}
		packages = append(packages, p)
	}
}
