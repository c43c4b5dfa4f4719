package policy

import (
	"fmt"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// conditions reads a Condition element: a map from operator to a map from key to values. The result
// is never nil.
func (p *parser) conditions(v model.Value) []Condition {
	out := []Condition{}
	switch v.Kind() {
	case model.Map:
	case model.Reference, model.Template, model.Unknown:
		return append(out, p.conditionHole(v, p.conditions))
	case model.Absent:
		return out
	case model.Null, model.Bool, model.Number, model.String, model.List:
		p.illegal(CodeDataType, v.At, "Condition is a map, not %s", describe(v))
		return out
	}
	seen := map[string]bool{}
	for _, f := range v.Fields() {
		op, known := ParseOperator(f.Key)
		if !known {
			p.illegal(CodeInvalidOperator, f.KeyAt, "there is no condition operator %q", f.Key)
			out = append(out, Condition{At: f.KeyAt, Hole: invalid(f.KeyAt, "there is no condition operator "+f.Key)})
			continue
		}
		if seen[strings.ToLower(f.Key)] {
			p.illegal(CodeDuplicateKey, f.KeyAt, "the operator %s is written twice", f.Key)
		}
		seen[strings.ToLower(f.Key)] = true
		out = append(out, p.conditionKeys(op, f.Value)...)
	}
	return out
}

// conditionHole stands where it is not known which conditions there are.
func (p *parser) conditionHole(v model.Value, read func(model.Value) []Condition) Condition {
	c := Condition{At: v.At, Hole: v}
	for _, option := range v.Options() {
		if option.IsAbsent() {
			c.Alternatives = append(c.Alternatives, []Condition{})
			continue
		}
		c.Alternatives = append(c.Alternatives, read(option))
	}
	return c
}

// invalid is the hole that stands for something illegal: nothing can be said of it.
func invalid(at model.Location, reason string) model.Value {
	return model.NewUnknown(model.Cause{Reason: reason, At: at}, at)
}

func (p *parser) conditionKeys(op Operator, v model.Value) []Condition {
	switch v.Kind() {
	case model.Map:
	case model.Reference, model.Template, model.Unknown:
		return []Condition{p.conditionHole(v, func(option model.Value) []Condition { return p.conditionKeys(op, option) })}
	case model.Absent:
		return nil
	case model.Null, model.Bool, model.Number, model.String, model.List:
		p.illegal(CodeDataType, v.At, "%s is a map from condition key to values, not %s", op, describe(v))
		return []Condition{{At: v.At, Hole: invalid(v.At, op.String()+" is not a map")}}
	}
	var out []Condition
	seen := map[string]bool{}
	for _, f := range v.Fields() {
		if f.Value.Kind() == model.Absent {
			continue
		}
		if strings.Contains(f.Key, "${") { // a hole of the source: a key has no variables
			out = append(out, Condition{At: f.KeyAt, Hole: invalid(f.KeyAt, "the condition key "+f.Key+" is not known")})
			continue
		}
		key := strings.ToLower(f.Key)
		if seen[key] {
			p.illegal(CodeDuplicateKey, f.KeyAt, "the condition key %s is written twice", f.Key)
		}
		seen[key] = true
		if !strings.Contains(f.Key, ":") || strings.ContainsAny(f.Key, "*?$ \t\r\n") && !strings.Contains(f.Key, "/") {
			p.illegal(CodeInvalidConditionKey, f.KeyAt, "the condition key %q is not of the form service:key", f.Key)
		}
		out = append(out, Condition{Operator: op, Key: f.Key, Values: p.conditionValues(op, f), At: f.KeyAt})
	}
	return out
}

// conditionValues reads the values of a key; booleans and numbers need no quotation marks.
func (p *parser) conditionValues(op Operator, f model.Field) []model.Value {
	items := f.Value.OneOrMany()
	out := make([]model.Value, 0, len(items))
	if f.Value.Kind() == model.Null {
		p.illegal(CodeDataType, f.Value.At, "a value of %s is null", f.Key)
	}
	for _, item := range items {
		switch item.Kind() {
		case model.String, model.Template:
			p.characters(f.Key, item)
			if op.Comparison.takesVariables() {
				p.checkVariables(item)
			}
			p.checkOperand(op, f.Key, item)
			out = append(out, item)
		case model.Bool, model.Number:
			p.checkOperand(op, f.Key, item)
			out = append(out, item)
		case model.Reference, model.Unknown:
			out = append(out, item)
		case model.Absent:
		case model.Null, model.List, model.Map:
			p.illegal(CodeDataType, item.At, "a value of %s is text, a number or a boolean, not %s", f.Key, describe(item))
		}
	}
	return out
}

// checkOperand checks that a value can be compared in the operator's way.
func (p *parser) checkOperand(op Operator, key string, v model.Value) {
	text, known := v.Text()
	if !known {
		return
	}
	kind, valid := "", true
	switch op.Comparison.class() {
	case classNumeric:
		kind, valid = "a number", isNumber(text)
	case classDate:
		kind, valid = "a date", isDate(text)
	case classBool, classNull:
		kind, valid = "true or false", isBoolean(text) || strings.Contains(text, "${")
	case classIP:
		kind, valid = "an IP address or range", isRange(text)
	case classBinary:
		kind, valid = "in base64", isBase64(text)
	case classString, classArn:
	}
	if !valid {
		p.problems = append(p.problems, Problem{
			Level: Warning, Code: CodeInvalidValue, At: v.At,
			Message: fmt.Sprintf("the value %q of %s is compared by %s but is not %s: it never matches", text, key, op, kind),
		})
	}
}
