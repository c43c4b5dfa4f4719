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
