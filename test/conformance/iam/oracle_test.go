package iam_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/policy"
)

// chunk is how many requests are asked at once.
const chunk = 5000

// TestOracle compares with an outside evaluator: SCONCE_IAM_ORACLE is the command,
// SCONCE_IAM_REQUESTS how many requests (20,000), SCONCE_IAM_SEED the seed (1), SCONCE_IAM_RECORD a
// file that gets the first 10,000 on which both agree.
func TestOracle(t *testing.T) {
	command := strings.Fields(os.Getenv("SCONCE_IAM_ORACLE"))
	if len(command) == 0 {
		t.Skip("SCONCE_IAM_ORACLE names no outside evaluator; the recorded sample is asked by TestSample")
	}
	count, seed := number("SCONCE_IAM_REQUESTS", 20_000), number("SCONCE_IAM_SEED", 1)
	g := newGenerator(uint64(seed))
	explained, verdicts, unexplained := map[string]int{}, map[string]int{}, 0
	var sample []recorded
	for done := 0; done < count; done += chunk {
		requests := make([]*request, min(chunk, count-done))
		var lines bytes.Buffer
		for i := range requests {
			requests[i] = g.next()
			if err := json.NewEncoder(&lines).Encode(requests[i]); err != nil {
				t.Fatal(err)
			}
		}
		theirs := answers(t, len(requests), func(w io.Writer) error { return run(command, bytes.NewReader(lines.Bytes()), w) })
		ours := answers(t, len(requests), func(w io.Writer) error {
			_, err := policy.Batch(bytes.NewReader(lines.Bytes()), w)
			return err
		})
		for i, r := range requests {
			verdicts[ours[i]]++
			if ours[i] == theirs[i] {
				if len(sample) < 10_000 {
					sample = append(sample, recorded{r, ours[i]})
				}
				continue
			}
			if why := explain(r, ours[i], theirs[i]); why != "" {
				explained[why]++
				continue
			}
			if unexplained++; unexplained <= 20 {
				text, _ := json.Marshal(r)
				t.Errorf("ours %s, theirs %s: %s", ours[i], theirs[i], text)
			}
		}
		t.Logf("%d requests, %d unexplained", done+len(requests), unexplained)
	}
	report(t, "verdict", verdicts)
	report(t, "explained", explained)
	report(t, "reached", g.reached)
	if unexplained > 0 {
		t.Errorf("%d of %d differ without explanation", unexplained, count)
	}
	if file := os.Getenv("SCONCE_IAM_RECORD"); file != "" {
		if err := record(file, sample); err != nil {
			t.Fatal(err)
		}
	}
}

func number(name string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return fallback
}

func report(t *testing.T, title string, counts map[string]int) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s %8d %s", title, counts[name], name)
	}
}

func run(command []string, in io.Reader, out io.Writer) error {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, os.Stderr
	return cmd.Run()
}

// answers are the verdicts that an evaluator writes.
func answers(t *testing.T, count int, ask func(io.Writer) error) []string {
	t.Helper()
	var out bytes.Buffer
	if err := ask(&out); err != nil {
		t.Fatal(err)
	}
	var verdicts []string
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var answer struct{ Verdict, Error string }
		if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		if answer.Error != "" {
			answer.Verdict = fmt.Sprintf("error (%s)", answer.Error)
		}
		verdicts = append(verdicts, answer.Verdict)
	}
	if len(verdicts) != count {
		t.Fatalf("%d answers to %d requests", len(verdicts), count)
	}
	return verdicts
}
