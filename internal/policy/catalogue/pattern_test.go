package catalogue

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func expand(pattern string) []string {
	var out []string
	for a := range Match(pattern) {
		out = append(out, a.String())
	}
	return out
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		want    []string
	}{
		{"sqs:*MessageBatch", nil},
		{"sqs:Delete*", []string{"sqs:DeleteMessage", "sqs:DeleteQueue"}},
		{"SQS:delete?essage", []string{"sqs:DeleteMessage"}},
		{"kms:generatedatakey", []string{"kms:GenerateDataKey"}},
		{"kms:GenerateDataKey*", []string{"kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext", "kms:GenerateDataKeyWithoutPlaintext"}},
		{"kms:ReEncrypt*", []string{"kms:ReEncryptFrom", "kms:ReEncryptTo"}},
		{"execute-api:*", []string{"execute-api:InvalidateCache", "execute-api:Invoke", "execute-api:ManageConnections"}},
		{"execute-?pi:invoke", []string{"execute-api:Invoke"}},
		{"nosuch:*", nil},
		{"s3", nil},
		{"s3*", nil},
		{"", nil},
		{"s3:", nil},
		{"s3:Get*:x", nil},
	} {
		if got := expand(tt.pattern); !slices.Equal(got, tt.want) {
			t.Errorf("Match(%q) = %q, want %q", tt.pattern, got, tt.want)
		}
	}
	for _, all := range []string{"*", "**", "*:*"} {
		if n := len(expand(all)); n != ActionCount() {
			t.Errorf("Match(%q) covers %d of %d actions", all, n, ActionCount())
		}
	}
}

func TestMatchStops(t *testing.T) {
	for _, pattern := range []string{"*", "s3:*", "*:Get*"} {
		n := 0
		for range Match(pattern) {
			if n++; n == 3 {
				break
			}
		}
		if n != 3 {
			t.Errorf("Match(%q) went on for %d", pattern, n)
		}
	}
}

func TestSet(t *testing.T) {
	var reads, s3 Set
	if n := reads.AddPattern("*:Get*"); n != reads.Len() || n < 3000 {
		t.Errorf("*:Get* covers %d actions, the set holds %d", n, reads.Len())
	}
	if n := s3.AddPattern("s3:nosuch*"); n != 0 {
		t.Errorf("s3:nosuch* covers %d actions", n)
	}
	s3.AddPattern("s3:*")
	both := s3.Clone()
	both.Intersect(&reads)
	rest := s3.Clone()
	rest.Subtract(&reads)
	if both.Len() == 0 || rest.Len() == 0 || both.Len()+rest.Len() != s3.Len() {
		t.Errorf("%d of s3 begin with Get, %d do not, of %d", both.Len(), rest.Len(), s3.Len())
	}
	for a := range both.All() {
		if !strings.HasPrefix(a.String(), "s3:Get") || rest.Has(a) || !s3.Has(a) {
			t.Errorf("%s in the intersection", a)
		}
	}
	both.Union(rest)
	if got, want := slices.Collect(both.All()), slices.Collect(s3.All()); !slices.Equal(got, want) {
		t.Errorf("the parts give %d actions, the whole has %d", len(got), len(want))
	}
	none := AllActions()
	none.Subtract(AllActions())
	if none.Len() != 0 || AllActions().Len() != ActionCount() {
		t.Errorf("all without all is %d of %d", none.Len(), ActionCount())
	}
	none.Add(-1)
	none.Add(Action(ActionCount()))
	if none.Len() != 0 || none.Has(-1) || none.Has(Action(ActionCount())) {
		t.Error("a set takes what is no action")
	}
}

// A pattern covers the same actions through the ranges as through a regular expression over all of them.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{"s3:Get*", "*:*", "s?:*o*", "*", "IAM:*Role*", "s3:***?", "a*:b*", "lambda:", ":", "kms:Ge\x00*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		if len(pattern) > 100 || strings.Count(pattern, "*") > 6 {
			return // the reference is slow, not the look-up
		}
		for i := range len(pattern) {
			if pattern[i] >= 0x80 {
				return // the reference folds more than ASCII
			}
		}
		quoted := strings.NewReplacer(`\*`, `[^:]*`, `\?`, `[^:]`).Replace(regexp.QuoteMeta(pattern))
		if pattern != "" && strings.Trim(pattern, "*") == "" {
			quoted = ".*"
		}
		reference := regexp.MustCompile("(?is)^" + quoted + "$")
		var want []string
		for i := range ActionCount() {
			a := Action(i)
			if reference.MatchString(a.String()) {
				want = append(want, a.String())
			}
		}
		if got := expand(pattern); !slices.Equal(got, want) {
			t.Errorf("Match(%q) = %d actions, the reference has %d", pattern, len(got), len(want))
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	for _, pattern := range []string{"s3:GetObject", "s3:Get*", "s3:*", "*:Describe*", "*"} {
		b.Run(pattern, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for range Match(pattern) {
					n++
				}
				if n == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}
