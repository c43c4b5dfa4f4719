package aws

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// text reads a name as a template writes it: what stands in ${} is a hole; with a dot or the prefix
// AWS:: it is a reference, else a parameter without default.
func text(s string) model.Value {
	var parts []model.Value
	at := model.Location{File: "a.yaml"}
	for s != "" {
		before, rest, found := strings.Cut(s, "${")
		if before != "" {
			parts = append(parts, model.NewString(before, at))
		}
		if !found {
			break
		}
		hole, after, _ := strings.Cut(rest, "}")
		id, attribute, isReference := strings.Cut(hole, ".")
		switch {
		case strings.HasPrefix(hole, "AWS::"):
			parts = append(parts, model.NewReference(model.Ref{Attribute: hole}, at))
		case isReference:
			parts = append(parts, model.NewReference(model.Ref{Target: "a.yaml#" + id, Attribute: attribute}, at))
		default:
			parts = append(parts, model.NewUnknown(model.Cause{Name: hole, Reason: "parameter " + hole + " has no default"}, at))
		}
		s = after
	}
	return model.NewTemplate(parts, at)
}

func TestSameName(t *testing.T) {
	tests := []struct {
		a, b string
		want Likeness
	}{
		{"orders", "orders", Same},
		{"orders", "Orders", Different},
		{"orders", "orders-2", Different},
		{"", "", Same},
		{"orders-${Stage}", "orders-${Stage}", Same},
		{"orders-${Stage}", "orders-prod", MaybeSame},
		{"orders-${Stage}", "customers-prod", Different},
		{"orders-${Stage}", "orders", Different},
		{"orders-${Stage}", "orders-", MaybeSame}, // the parameter may be empty
		{"orders-${Stage}", "orders-${Environment}", MaybeSame},
		{"orders-${Stage}", "customers-${Stage}", Different},
		{"orders-${Stage}-a", "orders-${Stage}-b", Different},
		{"orders-${Stage}-v2", "orders-${Stage}", MaybeSame}, // as if one Stage were "x-v2"
		{"${Stage}-orders", "prod-${Name}", MaybeSame},
		{"${Stage}", "${Stage}", Different}, // nothing but a hole says nothing
		{"${Stage}", "orders", Different},
		{"a${Stage}", "a-prod", Different}, // too little to go by
		{"orders-${AWS::StackName}", "orders-${AWS::StackName}", MaybeSame},
		{"orders-${AWS::AccountId}", "orders-${AWS::AccountId}", Same},
		{"orders-${AWS::AccountId}", "orders-123456789012", MaybeSame},
		{"orders-${AWS::AccountId}-${AWS::Region}", "orders-${AWS::AccountId}-${AWS::Region}", Same},
		{"orders-${AWS::AccountId}-${AWS::Region}", "orders-${AWS::Region}-${AWS::AccountId}", MaybeSame},
		{"orders-${Table.Arn}", "orders-${Table.Ref}", MaybeSame},
	}
	for _, test := range tests {
		a, b := text(test.a), text(test.b)
		if got := SameName(a, b); got != test.want {
			t.Errorf("%s and %s: %d, want %d", test.a, test.b, got, test.want)
		}
		if SameName(a, b) != SameName(b, a) {
			t.Errorf("%s and %s: the order matters", test.a, test.b)
		}
	}
	list := model.NewList([]model.Value{text("orders")}, model.Location{})
	if got := SameName(list, text("orders")); got != Different {
		t.Errorf("a list and a text: %d", got)
	}
}

func TestSameNameIsBounded(t *testing.T) {
	long := strings.Repeat("a", 3000) + "${Stage}"
	if got := SameName(text(long), text(long+"b")); got != Different {
		t.Errorf("names of 3000 letters: %d", got)
	}
}

func FuzzSameName(f *testing.F) {
	f.Add("orders-${Stage}", "orders-prod")
	f.Add("${A}b${C}", "${AWS::StackName}-${X}")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := text(a), text(b)
		if SameName(x, y) != SameName(y, x) {
			t.Errorf("%q and %q: the order matters", a, b)
		}
		if plain, known := x.Text(); known && SameName(x, x) != Same {
			t.Errorf("%q is not like itself", plain)
		}
		parseARN(x)
	})
}

func TestParseARN(t *testing.T) {
	tests := []struct{ name, service, region, account, resource string }{
		{"arn:aws:sqs:eu-west-1:123456789012:orders", "sqs", "eu-west-1", "123456789012", "orders"},
		{"arn:aws-us-gov:s3:::invoices/2026/*", "s3", "", "", "invoices/2026/*"},
		{"arn:aws:lambda:eu-west-1:123456789012:function:orders:live", "lambda", "eu-west-1", "123456789012", "function:orders:live"},
		{"arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders-${Stage}", "dynamodb", "?", "?", "table/orders-${Stage}"},
		{"arn:aws:iam::${Account}:role/app", "iam", "", "?", "role/app"},
		{"arn:aws:sns:eu-west-1:123456789012:", "sns", "eu-west-1", "123456789012", ""},
		{"arn:aws:s3:::${Bucket.Ref}", "s3", "", "", "${Bucket}"},
		{"arn:aws:sqs:*:*:*", "sqs", "*", "*", "*"},
		{"arn:aws:x-${Stage}y:::z", "x-?y", "", "", "z"},
	}
	for _, test := range tests {
		got, ok := parseARN(text(test.name))
		if !ok || got.service != test.service || got.region != test.region || got.account != test.account || got.resource.String() != test.resource {
			t.Errorf("%s: %v %+v, %s", test.name, ok, got, got.resource)
		}
	}
	for _, name := range []string{"", "orders", "arn", "arn:aws:sqs:eu-west-1:123456789012", "${Queue.Arn}", "${Queue.Arn}/index/*", "${Prefix}:aws:s3:::invoices", "urn:aws:s3:::invoices", "Arn:aws:s3:::invoices"} {
		if a, ok := parseARN(text(name)); ok {
			t.Errorf("%q is read as %+v", name, a)
		}
	}
}
