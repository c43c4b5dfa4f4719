package exposure

import (
	"cmp"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// numbers are all the integers that a value may be; one that is not written is what the provider takes.
// The reason says why they are not known.
func numbers(v model.Value, otherwise int) (list []int, why string) {
	if v.IsAbsent() {
		return []int{otherwise}, ""
	}
	if n, ok := v.Int(); ok {
		return []int{n}, ""
	}
	c, _ := v.Cause()
	for _, option := range v.Options() {
		some, reason := numbers(option, otherwise)
		if reason != "" {
			return nil, c.Reason
		}
		list = append(list, some...)
	}
	if len(list) == 0 {
		return nil, cmp.Or(c.Reason, v.String()+" is known only when deployed")
	}
	return list, ""
}

// compare answers a question about two numbers: it is known where all that they may be give the same answer.
func compare(a, b model.Value, otherwiseA, otherwiseB int, ask func(a, b int) bool) (answer bool, why string) {
	as, why := numbers(a, otherwiseA)
	if why != "" {
		return false, why
	}
	bs, why := numbers(b, otherwiseB)
	if why != "" {
		return false, why
	}
	answer = ask(as[0], bs[0])
	for _, x := range as {
		for _, y := range bs {
			if ask(x, y) != answer {
				of, unknown := a.Cause()
				if !unknown {
					of, _ = b.Cause()
				}
				return false, of.Reason
			}
		}
	}
	return answer, ""
}

// settleNumber answers a question about a number.
func settleNumber(v model.Value, otherwise int, ask func(int) bool) (answer bool, why string) {
	return compare(v, model.Value{}, otherwise, 0, func(a, _ int) bool { return ask(a) })
}

// shown is a number as a message names it: what is written, or what the provider takes.
func shown(v model.Value, otherwise string) string {
	if v.IsAbsent() {
		return otherwise
	}
	return v.String()
}

// isTrue settles a switch: one that is not written is what the provider takes.
func isTrue(v model.Value, otherwise bool) (on bool, why string) {
	return check.Settle(v, func(v model.Value) bool {
		if v.IsAbsent() {
			return otherwise
		}
		on, _ := v.Truth()
		return on
	})
}
