package report

import (
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"
)

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"orders":           "orders",
		"名前 Ünïcode 👍":     "名前 Ünïcode 👍",
		"a\nb\tc\rd":       `a\nb\tc\x0dd`,
		"\x1b[31mred":      `\x1b[31mred`,
		"\u009b31m":        `\x9b31m`,
		"\xff\xfe":         `\xff\xfe`,
		"\u202eevil\u2028": `\u202eevil\u2028`,
		"\ufeff\u200b":     `\ufeff\u200b`,
		"\x00\x7f":         `\x00\x7f`,
		"\ufdd0":           `\ufdd0`,
		"\ufffd":           "\ufffd",
		"":                 "",
		"::error::evil":    `\::error::evil`,
		" \u3000::evil":    " \u3000\\::evil",
		"AWS::S3::Bucket":  "AWS::S3::Bucket",
		"a##vso[task.x]b":  `a#\#vso[task.x]b`,
		"###[error]":       `##\#[error]`,
		"a ## b [c]":       "a ## b [c]",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 13, []string{"one two three"}},
		{"one two three", 12, []string{"one two", "three"}},
		{"one two three", 3, []string{"one", "two", "thr", "ee"}},
		{"a onetwothree b", 5, []string{"a", "onetw", "othre", "e b"}},
		{"名前名前", 4, []string{"名前", "名前"}},
		{"名前", 1, []string{"名", "前"}}, // no room for any: one at a time
		{"  blanks   go ", 80, []string{"blanks go"}},
		{"", 10, []string{""}},
		{"   ", 10, []string{""}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, wrap(test.text, test.width)); diff != "" {
			t.Errorf("%q in %d: %s", test.text, test.width, diff)
		}
	}
}

func FuzzTerminal(f *testing.F) {
	f.Add("one two\x1b[31m three\u202e 名前", 7)
	f.Add(strings.Repeat("long", 50), 20)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 2 + width&0xff
		cleaned := Clean(text)
		for _, r := range cleaned {
			if unicode.IsControl(r) || r == 0x2028 {
				t.Fatalf("%q becomes %q", text, cleaned)
			}
		}
		if Clean(cleaned) != cleaned {
			t.Fatalf("%q is cleaned twice", text)
		}
		lines := wrap(cleaned, width)
		if strings.Join(lines, "") == "" != (strings.TrimSpace(cleaned) == "") {
			t.Fatalf("%q is lost in %q", cleaned, lines)
		}
		if strings.Join(strings.Fields(strings.Join(lines, "")), "") != strings.Join(strings.Fields(cleaned), "") {
			t.Fatalf("%q becomes %q", cleaned, lines)
		}
		for _, l := range lines {
			if lipgloss.Width(l) > width {
				t.Fatalf("%q is wider than %d", l, width)
			}
		}
	})
}
