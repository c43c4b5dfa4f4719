package stability

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

var (
	seed    = flag.Uint64("seed", 1, "of the refactorings")
	commits = flag.Int("commits", 50, "how many refactorings are made")
)

// The least that stays, of the findings of all commits.
const leastStable = 0.99

// TestFindingsAreKnownAgain makes commits that change no meaning, one after the other, and looks at
// which findings are recognised: against the commit before, and against the first.
func TestFindingsAreKnownAgain(t *testing.T) {
	r := begin(t)
	first := r.scan(t)
	before := first
	var step, whole tally
	for i := range *commits {
		says := r.commit(t)
		now := r.scan(t)
		step.count(t, says, before, now)
		whole.count(t, "since the beginning, "+strconv.Itoa(i+1)+" commits", first, now)
		before = now
	}
	t.Logf("%d templates, %d findings, %d commits", len(r.files), len(first), *commits)
	t.Logf("against the commit before: %s", step)
	t.Logf("against the first commit:  %s", whole)
	if step.stable() < leastStable || whole.stable() < leastStable {
		t.Errorf("less than %.2f stay", leastStable)
	}
}

// begin is a directory of templates: the shop, labelled ones and bad examples of the rules.
func begin(t *testing.T) *repository {
	t.Helper()
	r := &repository{random: rand.New(rand.NewPCG(*seed, 0)), files: map[string][]byte{}, origin: map[string]string{}}
	add := func(text []byte) {
		shared := bytes.Contains(text, []byte(" &")) // anchors: what is moved before them would not be read
		if shared || bytes.Contains(text, []byte("Fn::ForEach")) || bytes.Contains(text, []byte("TemplateURL")) {
			return
		}
		name := "services/" + strconv.Itoa(len(r.files)) + "/template.yaml"
		r.files[name], r.origin[name] = text, name
	}
	read := func(pattern string, every int) {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if i%every == 0 {
				add(text)
			}
		}
	}
	read("../../../examples/shop/template.yaml", 1)
	read("../quality/*/bad*.yaml", 8)
	read(filepath.Join(shared(), "sam", "input", "[a-df-z]*.yaml"), 12)
	names, err := filepath.Glob("../../../internal/check/*/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "bad/") {
				add(f.Data)
				break
			}
		}
	}
	return r
}

// seen is a finding, and the path that its file began under.
type seen struct {
	finding.Finding
	origin string
}

func (r *repository) scan(t *testing.T) []seen {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range r.files {
		files[name] = &fstest.MapFile{Data: text}
	}
	result, err := scan.Run(t.Context(), scan.Options{Path: ".", Files: files, Now: today})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range result.Refused {
		t.Fatal(err)
	}
	var out []seen
	for _, app := range result.Apps {
		for _, f := range app.Findings {
			file, _, _ := strings.Cut(f.Resource, "#")
			if _, ours := r.origin[file]; !ours {
				file = f.At.File
			}
			out = append(out, seen{f, r.origin[file]})
		}
	}
	return out
}

// tally counts findings that are still there.
type tally struct{ there, byID, alike, twins, lost, wrong int }

func (s tally) stable() float64 { return float64(s.byID+s.alike+s.twins) / float64(s.there) }

func (s tally) String() string {
	return strconv.Itoa(s.byID+s.alike+s.twins) + " of " + strconv.Itoa(s.there) + " known again (" + strconv.FormatFloat(100*s.stable(), 'f', 3, 64) + " %): " +
		strconv.Itoa(s.byID) + " with the path, " + strconv.Itoa(s.alike) + " without, " + strconv.Itoa(s.twins) + " of these for one that says the same of another file; " + strconv.Itoa(s.lost) + " lost, " + strconv.Itoa(s.wrong) + " taken for another"
}

// count pairs findings as a baseline does, and holds each pair to what the finding says.
func (s *tally) count(t *testing.T, says string, before, after []seen) {
	t.Helper()
	marks := func(list []seen) []finding.Mark {
		out := make([]finding.Mark, len(list))
		for i := range list {
			out[i] = list[i].Mark()
		}
		return out
	}
	was, is := marks(before), marks(after)
	heir := map[int]int{}
	for i, of := range finding.Pair(was, is) {
		if of >= 0 {
			heir[of] = i
		}
	}
	for i, f := range before {
		if strings.HasPrefix(model.LocalName(f.Resource), addedName) {
			continue // it may be removed
		}
		s.there++
		j, found := heir[i]
		switch {
		case !found:
			s.lost++
			if s.lost <= 20 {
				t.Logf("%s: lost: %s %s: %s (%s)", says, f.At, f.Rule, f.Message, f.Detail)
			}
		case after[j].Rule != f.Rule || model.LocalName(after[j].Resource) != model.LocalName(f.Resource) && f.Resource != f.App || after[j].origin != f.origin && after[j].Home != f.Home && after[j].Message != f.Message:
			s.wrong++
			if s.wrong <= 5 {
				t.Logf("%s: taken for another: %s %s %s, %s %s", says, f.At, f.Rule, f.Message, after[j].At, after[j].Message)
			}
		case after[j].origin != f.origin && after[j].Home != f.Home:
			s.twins++
		case was[i].ID == is[j].ID:
			s.byID++
		default:
			s.alike++
		}
	}
}
