package taint

// Families are all families of sinks, by name.
func Families() ([]*Family, error) {
	t, err := loaded()
	if err != nil {
		return nil, err
	}
	out := make([]*Family, len(t.families))
	for i, f := range t.families {
		out[i] = f.Family
	}
	return out, nil
}

// Misuses are the examples of all families of misuse, by name.
func Misuses() (map[string][]Example, error) {
	t, err := loaded()
	if err != nil {
		return nil, err
	}
	out := map[string][]Example{}
	for _, m := range t.misuses {
		out[m.Family] = m.Examples
	}
	return out, nil
}
