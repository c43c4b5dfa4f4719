package iam_test

import (
	"bufio"
	"bytes"
	"context"
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
	explained, verdicts, differing, unexplained := map[string]int{}, map[string]int{}, 0, 0
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
		ours := answers(t, len(requests), func(w io.Writer) error {
			_, err := policy.Batch(bytes.NewReader(lines.Bytes()), w)
			return err
		})
		oracle := func(lines []byte, count int) []string {
			return answers(t, count, func(w io.Writer) error { return run(command, bytes.NewReader(lines), w) })
		}
		theirs := oracle(lines.Bytes(), len(requests))
		var differ []int
		for i := range requests {
			verdicts[ours[i]]++
			if ours[i] != theirs[i] {
				differ = append(differ, i)
			} else if len(sample) < sampleSize {
				sample = append(sample, recorded{requests[i], ours[i]})
			}
		}
		differing += len(differ)
		again, cited := askRewritten(t, requests, differ, oracle)
		for n, i := range differ {
			if again[n] == ours[i] {
				for _, why := range cited[n] {
					explained[why]++
				}
				continue
			}
			if unexplained++; unexplained <= 20 {
				alternatives, _ := rewritten(requests[i])
				text, _ := json.Marshal(alternatives)
				t.Errorf("ours %s, theirs %s, also when it is rewritten (%s): %s", ours[i], theirs[i], again[n], text)
			}
		}
		t.Logf("%d requests, %d differ, %d of them unexplained", done+len(requests), differing, unexplained)
	}
	report(t, "verdict", verdicts)
	report(t, "explained", explained) // by everything that was rewritten, not all of which mattered
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

// askRewritten asks the oracle about differing requests written in the undisputed way.
func askRewritten(t *testing.T, requests []*request, differ []int, oracle func([]byte, int) []string) (verdicts []string, cited [][]string) {
	t.Helper()
	var lines bytes.Buffer
	var counts []int
	total := 0
	for _, i := range differ {
		alternatives, why := rewritten(requests[i])
		for _, r := range alternatives {
			if err := json.NewEncoder(&lines).Encode(r); err != nil {
				t.Fatal(err)
			}
		}
		counts, cited = append(counts, len(alternatives)), append(cited, why)
		total += len(alternatives)
	}
	if total == 0 {
		return nil, nil
	}
	all := oracle(lines.Bytes(), total)
	for _, n := range counts {
		verdicts = append(verdicts, combine(all[:n]))
		all = all[n:]
	}
	return verdicts, cited
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
	cmd := exec.CommandContext(context.Background(), command[0], command[1:]...)
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
