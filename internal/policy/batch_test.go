package policy

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestBatchAnswersEveryLine(t *testing.T) {
	good := line(user, `"identity": [`+all+`]`)
	in := strings.Join([]string{
		good, "", "nonsense", `{"principal": 1}`, `{"principle": "x"}`, good + good, line(user, `"action": ""`), line(user, `"identity": [null]`),
		line(user, `"identity": [{"Statement": [{"Effect": "allow", "Action": "*", "Resource": "*"}]}]`),
		line(user, `"boundary": [3]`), line(user, `"endpoint": [3]`), line(user, `"resourcePolicy": 3`), line(user, `"session": 3`),
		line(user, `"scp": [[3]]`), line(user, `"rcp": [[], [3]]`), line(user, `"context": {"aws:x": {}}`), line(user, `"context": {"aws:x": null}`),
		line(user, `"context": {"aws:x": "`+strings.Repeat("x", maxText+1)+`"}`), line(user, `"resource": "`+strings.Repeat("x", maxText+1)+`"`),
		line(user, `"context": {"aws:x": [[]]}`), line(user, `"context": {"aws:x": `+strings.Repeat("[", 40)+strings.Repeat("]", 40)+`}`), line(user, `"context": {"aws:x": true, "aws:y": [1, "a"]}, "resourcePolicy": null, "boundary": null`),
		line(user, `"identity": [`+all+`], "scp": [[`+all+`], [`+nothing+`]]`), good,
	}, "\n")
	var out bytes.Buffer
	failed, err := Batch(strings.NewReader(in), &out)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	want := []string{
		`{"verdict":"allowed","by":{"layer":"identity","policy":0,"statement":0}}`,
		`line 3: `, `line 4: `, `line 5: `, `line 6: there is more text`, `line 7: the request has no action`, `line 8: identity[0] is null`,
		`line 9: identity[0]: the effect is \"allow\"`, `line 10: boundary[0]`, `line 11: endpoint[0]`, `line 12: resourcePolicy`, `line 13: session`,
		`line 14: scp[0][0]`, `line 15: rcp[1][0]`, `line 16: the context key aws:x`, `line 17: the context key aws:x`, `line 18: the context key aws:x: a value is longer`, `line 19: the resource is longer`,
		`line 20: the context key aws:x`, `line 21: the context key aws:x: the document is not JSON`,
		`{"verdict":"implicit-deny"`, `"by":{"layer":"scp","level":1,"change":["scp level 1 must allow it"]}`,
		`{"verdict":"allowed"`,
	}
	if len(got) != len(want) {
		t.Fatalf("%d answers, want %d:\n%s", len(got), len(want), out.String())
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("answer %d: %s\nwant %s", i, got[i], want[i])
		}
	}
	if failed != 19 {
		t.Errorf("%d failed, want 19", failed)
	}
}

func TestBatchForgetsOldPolicies(t *testing.T) {
	var in strings.Builder
	for i := range maxSets + 5 {
		in.WriteString(line(user, fmt.Sprintf(`"identity": [{"Statement": {"Sid": "s%d", "Effect": "Allow", "Action": "*", "Resource": "*"}}]`, i)) + "\n")
	}
	var out bytes.Buffer
	if failed, err := Batch(strings.NewReader(in.String()), &out); failed != 0 || err != nil || strings.Count(out.String(), "allowed") != maxSets+5 {
		t.Error(failed, err)
	}
}

func TestBatchReportsReadersAndWriters(t *testing.T) {
	broken := errors.New("broken")
	if _, err := Batch(iotest.ErrReader(broken), io.Discard); !errors.Is(err, broken) {
		t.Errorf("reading: %v", err)
	}
	for _, text := range []string{"x", "x\n", strings.Repeat("x\n", 5000)} {
		if _, err := Batch(strings.NewReader(text), failingWriter{broken}); !errors.Is(err, broken) {
			t.Errorf("writing: %v", err)
		}
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestLongLinesAreSkipped(t *testing.T) {
	long := io.MultiReader(strings.NewReader(`"`), io.LimitReader(endless('x'), maxLine+1), strings.NewReader("\n"+line(user, `"identity": [`+all+`]`)))
	var out bytes.Buffer
	failed, err := Batch(long, &out)
	if err != nil || failed != 1 || !strings.Contains(out.String(), "line 1: the line is longer") || !strings.Contains(out.String(), "allowed") {
		t.Errorf("%d %v %.200s", failed, err, out.String())
	}
	in := bufio.NewReader(io.LimitReader(endless('x'), maxLine+1))
	if _, err := readLine(in); !errors.Is(err, errLongLine) {
		t.Error(err)
	}
}

// endless is a reader of one character.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestLargeDocumentsAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"Version": "2012-10-17", "Statement": [`)
	const statements = 10_000
	for i := range statements {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"Sid": "s%d", "Effect": "Allow", "Action": ["s3:Get%d*", "*:x%d"], "Resource": "arn:aws:s3:::%s%d/*", "Condition": {"StringLike": {"aws:x": "%s"}}}`,
			i, i, i, strings.Repeat("*a", 300), i, strings.Repeat("*b", 150))
	}
	text.WriteString(`]}`)
	if text.Len() < 10_000_000 {
		t.Fatalf("the document has %d bytes only", text.Len())
	}
	doc, problems := ParseJSON([]byte(text.String()), "large.json")
	if len(doc.Statements) != statements {
		t.Fatalf("%d statements, %d problems", len(doc.Statements), len(problems))
	}
	set := Compile(Policies{Identity: []Document{doc}})
	q := Request{
		Principal: str("arn:aws:iam::1:user/a"), Action: "s3:Get9999", Resource: str("arn:aws:s3:::" + strings.Repeat("a", 2000) + "/x"), ResourceAccount: str("1"),
		Context: map[string]Values{"aws:x": One(strings.Repeat("b", 2000))},
	}.Prepare()
	set.Evaluate(q)
	set.Changes(q)
}
