package policy

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		all, nothing, denyAll, everybody, `{"Statement": [{"Effect": "Allow", "NotPrincipal": {"AWS": ["*", 1]}, "NotAction": ["*"], "NotResource": "${aws:x, 'y'}",
			"Condition": {"ForAllValues:StringLikeIfExists": {"aws:x": ["${*}", true, 3]}, "IpAddress": {"aws:y": "::/0"}}}]}`, `{`, `[[[[`, `"{}"`, `{"Statement": {"Statement": null}}`,
	} {
		f.Add([]byte(seed), "arn:aws:s3:::b/k", "s3:GetObject")
	}
	f.Fuzz(func(t *testing.T, data []byte, resource, action string) {
		if len(data) > 1<<14 || len(resource)+len(action) > 1<<11 {
			t.Skip() // what takes time in proportion to both is measured in TestLargeDocumentsAreBounded
		}
		doc, problems := ParseJSON(data, "f.json")
		for _, p := range problems {
			if p.Code == "" || p.Message == "" {
				t.Errorf("empty problem %+v", p)
			}
		}
		if embedded, _ := Parse(model.NewString(string(data), nowhere)); len(embedded.Statements) != len(doc.Statements) {
			t.Errorf("%d statements as JSON, %d as text", len(doc.Statements), len(embedded.Statements))
		}
		q := Request{Principal: str(resource), Action: action, Resource: str(resource), ResourceAccount: str("1"), Context: map[string]Values{"aws:x": One(resource), "aws:y": Many(action)}}.Prepare()
		set := Compile(Policies{Identity: []Document{doc}, Resource: &doc, Boundary: []Document{doc}, SCP: [][]Document{{doc}}, BlockPublicAccess: true})
		if v := set.Evaluate(q); v.Outcome == Allowed != (len(set.Changes(q)) == 0) {
			t.Errorf("%v but changes %q", v, set.Changes(q))
		}
	})
}

func FuzzBatch(f *testing.F) {
	f.Add([]byte(line(user, `"identity": [`+all+`]`) + "\nnonsense\n"))
	f.Add([]byte(line(session, `"scp": [[`+denyAll+`]], "context": {"aws:x": ["a"]}`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var out bytes.Buffer
		if _, err := Batch(bytes.NewReader(data), &out); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for l := range bytes.SplitSeq(data, []byte("\n")) {
			if len(bytes.TrimSpace(l)) > 0 {
				lines++
			}
		}
		answers := bytes.Split(bytes.TrimSuffix(out.Bytes(), []byte("\n")), []byte("\n"))
		if out.Len() == 0 {
			answers = nil
		}
		if len(answers) != lines {
			t.Errorf("%d answers to %d lines", len(answers), lines)
		}
		for _, a := range answers {
			if !json.Valid(a) {
				t.Errorf("not JSON: %s", a)
			}
		}
	})
}

// FuzzGlob compares the matcher with a plain recursive one.
func FuzzGlob(f *testing.F) {
	f.Add("*a*b?", "xxaxbbz")
	f.Add("a**?", "aé")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 12 || len(text) > 24 || !isText(pattern) || !isText(text) {
			t.Skip()
		}
		want := recursive([]rune(pattern), []rune(text))
		got := newGlob(wild(plain(pattern))).match(plain(text), false)
		if got != truth(want) {
			t.Errorf("%q ~ %q: %s, want %v", pattern, text, got, want)
		}
		if got := matchHoles(wild(plain(pattern)), plain(text)); got != truth(want) {
			t.Errorf("with holes: %q ~ %q: %s, want %v", pattern, text, got, want)
		}
		if got := matchGlob([]byte(wild(plain(pattern))), plain(text)); got != want {
			t.Errorf("as bytes: %q ~ %q: %v, want %v", pattern, text, got, want)
		}
	})
}

func isText(s string) bool {
	return strings.ToValidUTF8(s, "") == s && !strings.ContainsAny(s, meanings)
}

func recursive(pattern, text []rune) bool {
	switch {
	case len(pattern) == 0:
		return len(text) == 0
	case pattern[0] == '*':
		return recursive(pattern[1:], text) || len(text) > 0 && recursive(pattern, text[1:])
	}
	return len(text) > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && recursive(pattern[1:], text[1:])
}

// FuzzHoles puts a text into the hole of a pattern: what is known of the pattern must hold of it.
func FuzzHoles(f *testing.F) {
	f.Add("s3:", "Get*", "Object", "s3:GetObject", "Put")
	f.Fuzz(func(t *testing.T, before, in, after, text, textIn string) {
		if len(before)+len(in)+len(after)+len(text)+len(textIn) > 200 || !isText(before) || !isText(in) || !isText(after) || !isText(text) || !isText(textIn) {
			t.Skip()
		}
		got := MatchResource(tmpl(str(before), noClue, str(after)), tmpl(str(text), noClue))
		one := MatchResource(str(before+in+after), str(text+textIn))
		if got == Yes && one == No || got == No && one == Yes {
			t.Errorf("%q${%q}%q ~ %q${%q}: %s, filled in %s", before, in, after, text, textIn, got, one)
		}
	})
}
