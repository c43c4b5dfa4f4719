package policy

// Truth is the answer to a question about values of which some are not known.
type Truth uint8

// The answers. They are ordered: "and" is the least of the operands, "or" the greatest.
const (
	No    Truth = iota // whatever stands in the holes
	Maybe              // it depends on what stands in a hole
	Yes                // whatever stands in the holes
)

// String is the answer in lower case.
func (t Truth) String() string {
	switch t {
	case No:
		return "no"
	case Maybe:
		return "maybe"
	case Yes:
		return "yes"
	}
	return "invalid"
}

// Not is the opposite: what may be may also not be.
func (t Truth) Not() Truth { return Yes - t }

// And is whether both hold.
func (t Truth) And(u Truth) Truth { return min(t, u) }

// Or is whether at least one holds.
func (t Truth) Or(u Truth) Truth { return max(t, u) }

func truth(known bool) Truth {
	if known {
		return Yes
	}
	return No
}

// either is the answer when it is not known which of two situations holds.
func either(t, u Truth) Truth {
	if t == u {
		return t
	}
	return Maybe
}
