package minimise

import (
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// The most characters that the provider takes, white space not counted (IAM User Guide, "IAM and AWS STS quotas").
const (
	InlineRole = 10240 // of all inline policies of a role together
	Managed    = 6144  // of a managed policy
)

// documentSize is {"Version":"2012-10-17","Statement":[]}, statementSize {"Effect":"Allow","Action":[],"Resource":[]} and a comma.
const (
	documentSize  = 39
	statementSize = 45
)

// Size is the most characters that a policy of some statements has, without white space. What a reference stands for
// counts with the longest that it can be.
func Size(statements []Statement) int {
	n := documentSize
	for i := range statements {
		n += sizeOf(Value(&statements[i].Statement)) + 1
	}
	return n
}

func sizeOf(v model.Value) int {
	switch v.Kind() {
	case model.Map:
		n := 2
		for _, f := range v.Fields() {
			n += quoted(f.Key) + 2 + sizeOf(f.Value)
		}
		return n
	case model.List:
		n := 2
		for _, item := range v.Items() {
			n += sizeOf(item) + 1
		}
		return n
	case model.Absent, model.Null, model.Bool, model.Number, model.String, model.Reference, model.Template, model.Unknown:
	}
	return valueSize(v)
}

// The longest that what a reference stands for can be. An ARN has at most 2,048 characters in general; those that the
// platform makes for what an application declares have fewer.
const (
	longestName = 128
	longestARN  = 256
)

// longest are the longest values of what the platform sets.
var longest = map[string]int{"AWS::Partition": 10, "AWS::Region": 15, "AWS::AccountId": 12, "AWS::URLSuffix": 18}

// valueSize is the most characters that a text has, with its quotation marks.
func valueSize(v model.Value) int {
	n := 2
	for _, p := range v.Parts() {
		ref, isRef := p.Ref()
		text, known := p.Text()
		switch {
		case known:
			n += quoted(text) - 2
		case isRef && longest[ref.Attribute] > 0:
			n += longest[ref.Attribute]
		case isRef && strings.HasSuffix(ref.Attribute, "Arn"):
			n += longestARN
		default:
			n += longestName
		}
	}
	return n
}

// quoted is the length of a text in JSON without white space.
func quoted(text string) int {
	n := 2
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
		case r == '"' || r == '\\':
			n += 2
		default:
			n++
		}
	}
	return n
}

func conditionSize(c policy.Condition) int {
	n := len(c.Operator.String()) + len(c.Key) + 12
	for _, v := range c.Values {
		n += valueSize(v) + 1
	}
	return n
}
