package policy

import (
	"slices"
	"strings"
)

// Comparison is what a condition operator compares, and how.
type Comparison uint8

// The comparisons (IAM User Guide, "IAM JSON policy elements: Condition operators").
const (
	StringEquals Comparison = iota
	StringNotEquals
	StringEqualsIgnoreCase
	StringNotEqualsIgnoreCase
	StringLike
	StringNotLike
	NumericEquals
	NumericNotEquals
	NumericLessThan
	NumericLessThanEquals
	NumericGreaterThan
	NumericGreaterThanEquals
	DateEquals
	DateNotEquals
	DateLessThan
	DateLessThanEquals
	DateGreaterThan
	DateGreaterThanEquals
	Bool
	BinaryEquals
	IPAddress
	NotIPAddress
	ArnEquals
	ArnNotEquals
	ArnLike
	ArnNotLike
	Null
)

var comparisonNames = [...]string{
	StringEquals: "StringEquals", StringNotEquals: "StringNotEquals",
	StringEqualsIgnoreCase: "StringEqualsIgnoreCase", StringNotEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
	StringLike: "StringLike", StringNotLike: "StringNotLike",
	NumericEquals: "NumericEquals", NumericNotEquals: "NumericNotEquals",
	NumericLessThan: "NumericLessThan", NumericLessThanEquals: "NumericLessThanEquals",
	NumericGreaterThan: "NumericGreaterThan", NumericGreaterThanEquals: "NumericGreaterThanEquals",
	DateEquals: "DateEquals", DateNotEquals: "DateNotEquals",
	DateLessThan: "DateLessThan", DateLessThanEquals: "DateLessThanEquals",
	DateGreaterThan: "DateGreaterThan", DateGreaterThanEquals: "DateGreaterThanEquals",
	Bool: "Bool", BinaryEquals: "BinaryEquals",
	IPAddress: "IpAddress", NotIPAddress: "NotIpAddress",
	ArnEquals: "ArnEquals", ArnNotEquals: "ArnNotEquals", ArnLike: "ArnLike", ArnNotLike: "ArnNotLike",
	Null: "Null",
}

// String is the comparison's name in the documentation's spelling.
func (c Comparison) String() string {
	if int(c) < len(comparisonNames) {
		return comparisonNames[c]
	}
	return "invalid"
}

// Comparisons are all comparisons, in the order of the documentation.
func Comparisons() []Comparison {
	all := make([]Comparison, len(comparisonNames))
	for i := range all {
		all[i] = Comparison(i)
	}
	return all
}

// IsNegated reports whether the comparison holds where its positive counterpart does not.
func (c Comparison) IsNegated() bool {
	return slices.Contains(negated[:], c)
}

var negated = [...]Comparison{
	StringNotEquals, StringNotEqualsIgnoreCase, StringNotLike, NumericNotEquals, DateNotEquals,
	NotIPAddress, ArnNotEquals, ArnNotLike,
}

// Quantifier says how an operator treats a key that has several values in the request.
type Quantifier uint8

// The quantifiers, "set operators" in the documentation (IAM User Guide, "Creating a condition with
// multiple keys or values").
const (
	Single       Quantifier = iota // no quantifier is written
	ForAllValues                   // every value of the request must match; so does no value at all
	ForAnyValue                    // a value of the request must match
)

// Operator is a condition operator: a comparison with its quantifier and its IfExists suffix.
type Operator struct {
	Comparison Comparison
	Quantifier Quantifier
	IfExists   bool // holds where the request does not have the key
}

// String is the operator in the documentation's spelling.
func (o Operator) String() string {
	name := o.Comparison.String()
	switch o.Quantifier {
	case Single:
	case ForAllValues:
		name = "ForAllValues:" + name
	case ForAnyValue:
		name = "ForAnyValue:" + name
	}
	if o.IfExists {
		name += "IfExists"
	}
	return name
}

// ParseOperator reads an operator; the provider does not regard case in its name.
func ParseOperator(name string) (Operator, bool) {
	var op Operator
	base := name
	if quantifier, rest, found := strings.Cut(name, ":"); found {
		base = rest
		switch strings.ToLower(quantifier) {
		case "forallvalues":
			op.Quantifier = ForAllValues
		case "foranyvalue":
			op.Quantifier = ForAnyValue
		default:
			return Operator{}, false
		}
	}
	if n := len(base) - len("IfExists"); n > 0 && strings.EqualFold(base[n:], "IfExists") {
		op.IfExists, base = true, base[:n]
	}
	for i, known := range comparisonNames {
		if strings.EqualFold(known, base) {
			op.Comparison = Comparison(i)
			return op, op.Comparison != Null || !op.IfExists
		}
	}
	return Operator{}, false
}
