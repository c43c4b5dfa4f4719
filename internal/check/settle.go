package check

import "github.com/sconce-dev/sconce/internal/model"

// Settle answers a yes-or-no question about a value. Of a value that is unknown the answer is known
// only where every value it may have gives the same; else the reason says why it is not.
func Settle(v model.Value, ask func(model.Value) bool) (answer bool, reason string) {
	c, unknown := v.Cause()
	if !unknown {
		return ask(v), ""
	}
	answers := map[bool]bool{}
	for _, option := range v.Options() {
		a, why := Settle(option, ask)
		if why != "" {
			return false, c.Reason
		}
		answers[a] = true
	}
	if len(answers) != 1 {
		return false, c.Reason
	}
	return answers[true], ""
}

// Written answers whether a property is written at all. One whose value is only known when the
// application is deployed is.
func Written(v model.Value) (written bool, reason string) {
	if v.IsUnknown() && len(v.Options()) == 0 {
		return true, ""
	}
	return Settle(v, func(v model.Value) bool { return !v.IsAbsent() })
}
