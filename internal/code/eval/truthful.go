package eval

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// predicates are methods and functions that answer true or false and nothing else, by their last names.
var predicates = namesOf(`startsWith endsWith includes test has some every isArray isInteger isSafeInteger isFinite isNaN hasOwn hasOwnProperty
	timingSafeEqual startswith endswith isdigit isdecimal isnumeric isalnum isalpha isidentifier isinstance issubclass any all bool hasattr
	HasPrefix HasSuffix Contains ContainsAny MatchString EqualFold
	compare_digest is_relative_to issubset issuperset isdisjoint Boolean isIP isIPv4 isIPv6 isUUID`)

// truthful is whether a value is true or false and nothing else.
func truthful(v term.Value) bool {
	switch v := v.(type) {
	case *term.Combined:
		switch v.How {
		case string(ir.Equal), string(ir.NotEqual), string(ir.In), string(ir.Not), "<", ">", "<=", ">=", howSome, howEvery:
			return true
		case string(ir.And), string(ir.Or):
			return truthful(v.Of[0]) && truthful(v.Of[1])
		case howChecked:
			return truthful(v.Of[0])
		}
	case *term.Result:
		_, is := predicates[lastCalled(v.Call.Callee)]
		return is
	}
	return false
}

// asAnswered is a comparison of what is true or false with a truth: the same as the value itself, or as what is not so: valid is
// False is not valid. Nil for other comparisons.
func (ev *evaluator) asAnswered(left, right term.Value, negative bool) term.Value {
	if isTruth(left) {
		left, right = right, left
	}
	k, ok := right.(*term.Constant)
	if !ok || !isTruth(right) {
		return nil
	}
	for _, o := range options(left) {
		if !isTruth(o) && !truthful(o) {
			return nil
		}
	}
	test := ev.asTest(left)
	if (k.Text == "true") != negative {
		return test
	}
	return ev.Combined(string(ir.Not), ev.term(test))
}

func isTruth(v term.Value) bool {
	c, ok := v.(*term.Constant)
	return ok && c.Kind == ir.Bool
}

// lastCalled is the last name of what is called.
func lastCalled(callee term.Value) string {
	switch f := callee.(type) {
	case *term.Member:
		return f.Name
	case *term.Extern:
		return f.Name
	}
	return ""
}

// falls is whether what a value is where it counts as false says nothing: of what comes from elsewhere that there is none.
func falls(v term.Value) bool {
	switch v.(type) {
	case *term.Input, *term.Item, *term.Member, *term.Result:
		return true
	}
	return false
}

// mayMiss is whether an expression reads an entry of an object of JavaScript by a name that is not known: there may be none.
func (ev *evaluator) mayMiss(e ir.Expression) bool {
	x, ok := e.(*ir.Index)
	if !ok || ev.language() != ir.JavaScript || !still(x.Key) {
		return false
	}
	switch ev.eval(x.Key).(type) {
	case *term.Input, *term.Item, *term.Member, *term.Result, *term.Text:
		return true
	}
	return false
}

// still is whether evaluating an expression does nothing else.
func still(e ir.Expression) bool {
	switch e := e.(type) {
	case *ir.Use:
		return true
	case *ir.Attribute:
		return still(e.X)
	case *ir.Index:
		return still(e.X) && still(e.Key)
	case *ir.Literal:
		return true
	}
	return false
}
