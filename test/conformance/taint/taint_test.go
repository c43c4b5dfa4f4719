package taint_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// ruleOf are the families that a rule answers for.
var ruleOf = map[string]string{
	"sql-injection": "injection-sql", "command-injection": "injection-command", "code-injection": "injection-code",
	"path-traversal": "injection-path", "ssrf": "injection-ssrf", "nosql-injection": "injection-nosql",
	"unsafe-deserialization": "injection-deserialisation", "zip-slip": "injection-zip-slip", "xxe": "injection-xxe",
	"template-injection": "injection-template", "html-injection": "injection-html", "header-injection": "injection-header",
	"open-redirect": "injection-redirect", "log-injection": "injection-log", "regex-dos": "injection-regex",
	"prototype-pollution": "injection-prototype", "ldap-injection": "injection-ldap", "xpath-injection": "injection-xpath",
	"mail-header-injection": "injection-mail", "caller-chosen-resource": "injection-resource",
	"presigned-key": "injection-presigned-key", "prompt-to-tool": "injection-prompt",

	"token-not-verified": "hardening-token-not-verified", "tls-not-verified": "hardening-tls-not-verified",
	"weak-crypto": "hardening-weak-crypto", "weak-randomness": "hardening-weak-randomness", "missing-timeout": "hardening-missing-timeout",
	"sensitive-data-logged": "hardening-sensitive-data-logged", "sensitive-data-stored": "hardening-sensitive-data-stored",
	"leaking-global": "hardening-leaking-global", "leftover-file": "hardening-leftover-file", "unbounded-work": "injection-unbounded-work",
	"missing-ownership-check": "hardening-missing-ownership-check",
	"error-disclosed":         "hardening-error-disclosed", "hard-coded-credential": "hardening-credential-in-code",
}

// least is the precision and recall that each language has to have, and leastOfFamily that of each family in it. A family
// with few labels has to be right about all of them: one that is wrong of five is below.
const (
	least         = 0.97
	leastOfFamily = 0.95
)

// score counts the answers of one family in one language.
type score struct{ right, wrong, missed, low, lowFound int }

func (s score) precision() float64 { return ratio(s.right, s.right+s.wrong) }
func (s score) recall() float64    { return ratio(s.right, s.right+s.missed) }

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// said is one thing that a scan says of a function.
type said struct {
	family, file string
	line         int
	message      string
}

// TestLabelledWeaknesses asks for the weaknesses of every labelled application and compares them with its labels.
func TestLabelledWeaknesses(t *testing.T) {
	t.Parallel()
	scores := map[string]*score{}
	of := func(family, language string) *score {
		key := language + " " + family
		if scores[key] == nil {
			scores[key] = &score{}
		}
		return scores[key]
	}
	for _, app := range load(t) {
		found := ask(t, app.Name)
		for _, f := range app.Functions {
			judge(t, app.Name, f, found[f.Function], of)
		}
	}
	total := map[string]*score{}
	for _, key := range slices.Sorted(maps.Keys(scores)) {
		s := scores[key]
		if s.precision() < leastOfFamily || s.recall() < leastOfFamily {
			t.Errorf("%s: precision %.3f, recall %.3f", key, s.precision(), s.recall())
		}
		t.Logf("%s: precision %.3f, recall %.3f (%d right, %d wrong, %d missed; %d of %d less certain ones)", key, s.precision(), s.recall(), s.right, s.wrong, s.missed, s.lowFound, s.low)
		language, _, _ := strings.Cut(key, " ")
		if total[language] == nil {
			total[language] = &score{}
		}
		sum := total[language]
		sum.right, sum.wrong, sum.missed, sum.low, sum.lowFound = sum.right+s.right, sum.wrong+s.wrong, sum.missed+s.missed, sum.low+s.low, sum.lowFound+s.lowFound
	}
	for _, language := range slices.Sorted(maps.Keys(total)) {
		s := total[language]
		t.Logf("all of %s: precision %.3f, recall %.3f (%d right, %d wrong, %d missed)", language, s.precision(), s.recall(), s.right, s.wrong, s.missed)
		if s.precision() < least || s.recall() < least {
			t.Errorf("%s: precision %.3f, recall %.3f", language, s.precision(), s.recall())
		}
	}
}

// ask scans an application for what rules say of the code of its functions, by their logical ids.
func ask(t *testing.T, name string) map[string][]said {
	t.Helper()
	var only []string
	familyOf := map[string]string{}
	for family, rule := range ruleOf {
		only = append(only, rule)
		familyOf[rule] = family
	}
	slices.Sort(only)
	r, err := scan.Run(t.Context(), scan.Options{
		Path: filepath.Join("testdata", filepath.FromSlash(name)), Only: only, Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := map[string][]said{}
	for _, app := range r.Apps {
		for _, f := range app.Findings {
			for _, id := range f.Functions {
				id = model.LocalName(id)
				out[id] = append(out[id], said{familyOf[f.Rule], f.At.File, f.At.Line, f.Message})
			}
		}
	}
	return out
}

// judge compares what is said of one function with its labels.
func judge(t *testing.T, app string, f function, found []said, of func(family, language string) *score) {
	t.Helper()
	taken := make([]bool, len(found))
	for _, w := range f.Findings {
		if ruleOf[w.Family] == "" {
			continue
		}
		hit := false
		for i, s := range found {
			if (s.family == w.Family || slices.Contains(w.Accept, s.family)) && at(w.Sink, s) {
				hit, taken[i] = true, true
			}
		}
		s := of(w.Family, f.Language)
		switch {
		case w.Confidence == "low" && hit:
			s.low, s.lowFound = s.low+1, s.lowFound+1
		case w.Confidence == "low":
			s.low++
		case hit:
			s.right++
		default:
			s.missed++
			verbosely(t, "missed %s %s: %s at %s (%s)", app, f.Function, w.Family, w.Sink, w.Note)
		}
	}
	for i, s := range found {
		allowed := slices.ContainsFunc(f.Optional, func(h harmless) bool { return h.Family == s.family && at(h.Sink, s) })
		if taken[i] || allowed || judgedWhereLabelled[s.family] && !labelledFor(f, s.family) {
			continue
		}
		of(s.family, f.Language).wrong++
		why := ""
		for _, h := range f.Safe {
			if at(h.Sink, s) {
				why = " (" + h.Family + " is safe: " + h.Why + ")"
			}
		}
		verbosely(t, "wrong %s %s: %s at %s:%d: %s%s", app, f.Function, s.family, s.file, s.line, s.message, why)
	}
}

// judgedWhereLabelled are the families that are judged only in functions with a label of them (README.md).
var judgedWhereLabelled = map[string]bool{
	"missing-ownership-check": true, "leaking-global": true, "leftover-file": true, "unbounded-work": true, "sensitive-data-stored": true,
}

// labelledFor is whether a function has a label of a family.
func labelledFor(f function, family string) bool {
	return slices.ContainsFunc(f.Findings, func(w weak) bool { return w.Family == family }) ||
		slices.ContainsFunc(f.Safe, func(h harmless) bool { return h.Family == family })
}

// at is whether something is said of a place: file:line or file:first-last.
func at(place string, s said) bool {
	file, lines, _ := strings.Cut(place, ":")
	first, last, isRange := strings.Cut(lines, "-")
	from, err := strconv.Atoi(first)
	to := from
	if isRange {
		to, _ = strconv.Atoi(last)
	}
	return err == nil && file == s.file && from <= s.line && s.line <= to
}

func verbosely(t *testing.T, format string, arguments ...any) {
	t.Helper()
	if testing.Verbose() {
		t.Logf(format, arguments...)
	}
}
