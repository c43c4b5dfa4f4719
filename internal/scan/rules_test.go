package scan_test

import (
	"bufio"
	"cmp"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// area is the name of the package that a rule's function stands in.
func area(rule *check.Rule) string {
	name := runtime.FuncForPC(reflect.ValueOf(rule.Run).Pointer()).Name()
	name = name[strings.LastIndexByte(name, '/')+1:]
	name, _, _ = strings.Cut(name, ".")
	return name
}

func TestRulesSayWhatTheyAre(t *testing.T) {
	id := regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)+$`)
	cwe := regexp.MustCompile(`^CWE-[1-9][0-9]*$`)
	owasp := regexp.MustCompile(`^(A(0[1-9]|10):2021|API([1-9]|10):2023)$`)
	seen := map[string]bool{}
	for _, r := range scan.Rules() {
		wrong := func(what string) { t.Errorf("%s: %s", r.ID, what) }
		if seen[r.ID] {
			wrong("two rules have this id")
		}
		seen[r.ID] = true
		if !id.MatchString(r.ID) || !strings.HasPrefix(r.ID, area(r)+"-") {
			wrong("an id is <area>-<weakness>, and the area is the package, " + area(r))
		}
		if r.Title == "" || strings.HasSuffix(r.Title, ".") || len(r.Title) > 72 {
			wrong("a title is a few words without a full stop: " + r.Title)
		}
		if n := sentences(r.Why); n != 2 {
			wrong("why it matters takes two sentences: " + r.Why)
		}
		if sentences(r.Remedy) == 0 {
			wrong("the remedy is a sentence: " + r.Remedy)
		}
		if r.Severity < finding.Info || r.Severity > finding.Critical {
			wrong("it has no severity")
		}
		if !slices.Contains(finding.Practices(), r.Practice) {
			wrong("it belongs to no practice: " + string(r.Practice))
		}
		if len(r.References) == 0 || len(r.CWE) == 0 || len(r.Controls) == 0 {
			wrong("references, CWE and controls must not be empty")
		}
		for _, ref := range r.References {
			if !strings.HasPrefix(ref, "https://") || strings.ContainsAny(ref, " \t") {
				wrong("not an https address: " + ref)
			}
		}
		for _, c := range r.CWE {
			if !cwe.MatchString(c) {
				wrong("not a CWE: " + c)
			}
		}
		for _, o := range r.OWASP {
			if !owasp.MatchString(o) {
				wrong("not an entry of an OWASP list: " + o)
			}
		}
	}
}

// sentences counts the sentences of a text that ends with one.
func sentences(text string) int {
	if !strings.HasSuffix(text, ".") {
		return 0
	}
	return len(regexp.MustCompile(`\.( [A-Z]|$)`).FindAllString(text, -1))
}

// frameworks are the names that rules use for the frameworks of the table of requirements.
var frameworks = map[string]string{"PCI-DSS-4.0.1": "PCI", "HIPAA": "HIPAA", "GDPR": "GDPR"}

func TestControlsExist(t *testing.T) {
	known := requirements(t)
	for _, r := range scan.Rules() {
		for _, control := range r.Controls {
			framework, id, ok := strings.Cut(control, ":")
			if !ok || frameworks[framework] == "" {
				t.Errorf("%s: %q is not <framework>:<id> of a known framework", r.ID, control)
			} else if !known[frameworks[framework]+" "+id] {
				t.Errorf("%s: there is no requirement %s", r.ID, control)
			}
		}
		if duplicate := firstDuplicate(r.Controls); duplicate != "" {
			t.Errorf("%s: %s is there twice", r.ID, duplicate)
		}
	}
}

func firstDuplicate(list []string) string {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return s
		}
	}
	return ""
}

// requirements are the ids of the table of requirements, which does not belong to this repository.
func requirements(t *testing.T) map[string]bool {
	t.Helper()
	dir := cmp.Or(os.Getenv("SCONCE_FACTS"), filepath.Join("..", "..", "..", "shared", "facts"))
	file, err := os.Open(filepath.Join(dir, "requirements.tsv"))
	if err != nil {
		absent := "the table of requirements is not there (SCONCE_FACTS names the directory that holds requirements.tsv): " + err.Error()
		if os.Getenv("SCONCE_CI") != "" {
			t.Fatal(absent)
		}
		t.Skip(absent)
	}
	defer file.Close() //nolint:errcheck // opened for reading
	known := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if columns := strings.Split(lines.Text(), "\t"); len(columns) > 1 {
			known[columns[0]+" "+columns[1]] = true
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return known
}
