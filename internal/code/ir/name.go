package ir

// LastName is the last name of what an expression refers to.
func LastName(e Expression) string {
	switch x := e.(type) {
	case *Use:
		return x.Variable.Name
	case *Global:
		return x.Name
	case *Attribute:
		return x.Name
	case *Import:
		if x.Name != "" {
			return x.Name
		}
		return x.Module
	case *ClassRef:
		return x.Class.Name
	case *Call:
		return LastName(x.Callee)
	}
	return ""
}
