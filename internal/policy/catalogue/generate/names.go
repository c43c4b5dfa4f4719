package main

import "fmt"

// levels numbers the access levels as the catalogue does. The package writes the finer ones beside "Write".
var levels = map[string]byte{
	"List": 1, "Read": 2, "Write": 3, "Tagging": 4, "Tagging, Write": 4,
	"Permissions management": 5, "Permissions management, Write": 5,
}

// encodeNames writes the section that answers which actions there are: pins, services, action names, levels.
func encodeNames(pins []byte, services []iamService) ([]byte, error) {
	var w writer
	w.text(string(pins))
	var prefixes, names, actions []string
	var level []byte
	for _, s := range services {
		prefixes = append(prefixes, s.prefix)
		names = append(names, s.name)
		for _, a := range s.actions {
			l, ok := levels[a.AccessLevel]
			if !ok {
				return nil, fmt.Errorf("%s:%s: unknown access level %q", s.prefix, a.Name, a.AccessLevel)
			}
			if len(a.DependentActions) > 0 {
				return nil, fmt.Errorf("%s:%s: the source now names dependent actions: encode them", s.prefix, a.Name)
			}
			actions = append(actions, a.Name)
			level = append(level, l)
		}
	}
	if err := w.lines(prefixes); err != nil {
		return nil, err
	}
	if err := w.lines(names); err != nil {
		return nil, err
	}
	for _, s := range services {
		w.uint(len(s.actions))
	}
	if err := w.lines(actions); err != nil {
		return nil, err
	}
	w.text(string(level))
	return w.buf.Bytes(), nil
}
