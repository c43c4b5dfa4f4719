package iam_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
)

// recorded is a request with the verdict on which both evaluators agreed.
type recorded struct {
	Request *request `json:"r"`
	Verdict string   `json:"v"`
}

const sampleFile = "testdata/sample.jsonl.gz"

// sampleSize is how many requests the recorded sample has; the number only rises.
const sampleSize = 10_000

func record(file string, sample []recorded) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, r := range sample {
		if err := json.NewEncoder(z).Encode(r); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

// TestSample asks the recorded requests again.
func TestSample(t *testing.T) {
	f, err := os.Open(sampleFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	var want []recorded
	for decoder := json.NewDecoder(z); ; {
		var r struct {
			Request json.RawMessage `json:"r"`
			Verdict string          `json:"v"`
		}
		err := decoder.Decode(&r)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(r.Request, '\n'))
		want = append(want, recorded{Verdict: r.Verdict})
	}
	got := answers(t, len(want), func(w io.Writer) error {
		_, err := policy.Batch(bytes.NewReader(lines.Bytes()), w)
		return err
	})
	texts := bytes.Split(lines.Bytes(), []byte("\n"))
	passed := 0
	for i := range want {
		if got[i] == want[i].Verdict {
			passed++
			continue
		}
		t.Errorf("request %d: %s, want %s: %s", i, got[i], want[i].Verdict, texts[i])
	}
	t.Logf("%d of %d", passed, len(want))
	if len(want) < sampleSize {
		t.Errorf("the sample has %d requests, fewer than %d", len(want), sampleSize)
	}
}
