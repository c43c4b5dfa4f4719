package html_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/report/html"
	"github.com/sconce-dev/sconce/internal/scan"
)

var day = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// pageOf is the page of a directory.
func pageOf(tb testing.TB, ctx context.Context, dir string, fixes bool) string { //nolint:revive // the order of a helper of tests
	tb.Helper()
	opts := scan.Options{Path: dir, Now: day}
	o := html.Options{Version: "1.0", Now: day, FailOn: finding.High, Read: func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) }}
	r, err := scan.Run(ctx, opts)
	if err == nil && fixes {
		opts.Apart = true
		o.Fixes, err = scan.Fix(ctx, opts, func(f finding.Finding) bool { return f.Severity >= finding.High })
	}
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	if err := html.Write(&b, r, o); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

var shopDir = filepath.Join("..", "..", "..", "examples", "shop")

func TestSecretsAreMasked(t *testing.T) {
	page := pageOf(t, t.Context(), shopDir, true)
	if !strings.Contains(page, "••••") {
		t.Error("nothing is masked")
	}
	if !strings.Contains(page, `"diff":"`) {
		t.Error("no change was proved")
	}
	template, err := os.ReadFile(filepath.Join(shopDir, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Sh0p-Lantern-4471-keel", "lantern-shop-7Q4nW2-signing"} {
		if !bytes.Contains(template, []byte(secret)) {
			t.Errorf("the example does not hold %s any more", secret)
		}
		if strings.Contains(page, secret) {
			t.Errorf("the page tells %s", secret)
		}
	}
}

func TestTheSameScanGivesTheSameBytes(t *testing.T) {
	first := pageOf(t, t.Context(), shopDir, false)
	if again := pageOf(t, t.Context(), shopDir, false); again != first {
		t.Error("two pages of one scan differ")
	}
}

// The policy lets in the one style and the one script that are in the page, and nothing is fetched.
func TestPolicyNamesWhatIsThere(t *testing.T) {
	page := pageOf(t, t.Context(), shopDir, false)
	for _, of := range []string{"style", "script"} {
		inner := regexp.MustCompile(`(?s)<`+of+`>(.*?)</`+of+`>`).FindAllStringSubmatch(page, -1)
		if len(inner) != 1 {
			t.Fatalf("%d of %s", len(inner), of)
		}
		sum := sha256.Sum256([]byte(inner[0][1]))
		if want := of + "-src 'sha256-" + strings.ReplaceAll(base64.StdEncoding.EncodeToString(sum[:]), "+", "&#43;"); !strings.Contains(page, strings.ReplaceAll(want, "'", "&#39;")) {
			t.Errorf("the policy does not name the %s: want %s", of, want)
		}
	}
	if found := regexp.MustCompile(`(?i)<(link|img|iframe|base|object|embed)\b|\bstyle="|\bon[a-z]+="|@import|url\((?:"|')?http`).FindString(page); found != "" {
		t.Errorf("the page has %s", found)
	}
	if len(page) > 2<<20 {
		t.Errorf("%d bytes", len(page))
	}
}

// Every file that a finding points to is among the inputs, with its sum.
func TestInputsAreNamed(t *testing.T) {
	page := pageOf(t, t.Context(), shopDir, false)
	_, inputs, _ := strings.Cut(page, `id="page-made"`)
	for _, found := range regexp.MustCompile(`"file":"([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if row := "<code>" + found[1] + "</code></td><td><code class=\"sum\">"; !regexp.MustCompile(regexp.QuoteMeta(row) + "[0-9a-f]{64}<").MatchString(inputs) {
			t.Fatalf("%s is not among the inputs", found[1])
		}
	}
}

// Of several applications the one with the worst is shown, and the list of them says what each has.
func TestSeveralApplications(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml": "Resources: {T: {Type: AWS::SNS::Topic}}\n",
		"b.yaml": "Resources: {B: {Type: AWS::S3::Bucket, Properties: {AccessControl: PublicReadWrite}}}\n",
		"c.yaml": "Resources: {T: {Type: AWS::SNS::Topic}, Q: {Type: AWS::SQS::Queue}}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	page := pageOf(t, t.Context(), dir, false)
	for _, want := range []string{
		`<div class="app" data-id="a.yaml" hidden>`, `<div class="app" data-id="b.yaml">`, `<div class="app" data-id="c.yaml" hidden>`,
		`<option value="0">a.yaml (1 low)</option><option value="1" selected>b.yaml (1 critical, `,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}
