package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// arn is the parts of an Amazon Resource Name (IAM User Guide, "Identify AWS resources with Amazon
// Resource Names").
type arn struct {
	partition, service, region, account, resource string
}

// splitARN answers the parts of an ARN; the resource keeps its own colons.
func splitARN(text string) (arn, bool) {
	rest, found := strings.CutPrefix(text, "arn:")
	if !found {
		return arn{}, false
	}
	var a arn
	for _, part := range []*string{&a.partition, &a.service, &a.region, &a.account} {
		if *part, rest, found = strings.Cut(rest, ":"); !found {
			return arn{}, false
		}
	}
	a.resource = rest
	return a, true
}

// isAccountID reports whether the text is the twelve digits of an account.
func isAccountID(text string) bool {
	if len(text) != 12 {
		return false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// SampleARN is an ARN of the same type as one that may have holes, to look the type up by.
func SampleARN(arn model.Value) string {
	var b strings.Builder
	for _, p := range arn.Parts() {
		text, known := p.Text()
		if ref, isRef := p.Ref(); isRef && ref.Target == "" {
			text, known = map[string]string{"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "111122223333"}[ref.Attribute], true
		}
		if !known || text == "" {
			text = "name"
		}
		b.WriteString(text)
	}
	return b.String()
}
