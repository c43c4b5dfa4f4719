package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// encodeOperations writes the section that answers which actions an operation needs, and reports how many do.
func encodeOperations(models []*sdkModel, services []iamService, t tables, report io.Writer) ([]byte, error) {
	m := &mapper{actions: make(map[string]int), rows: t.operations, used: make(map[int]bool)}
	first := make(map[string]int)
	for _, s := range services {
		first[s.prefix] = len(m.names)
		for _, a := range s.actions {
			m.actions[strings.ToLower(s.prefix+":"+a.Name)] = len(m.names)
			m.names = append(m.names, s.prefix+":"+a.Name)
		}
	}
	described, err := describe(models, first, t.services)
	if err != nil {
		return nil, err
	}
	var (
		texts             interned[string]
		names, ids, other []string
		body, needs       writer
		counts            = map[int]int{}
		problems          []error
	)
	texts.id("")
	for _, s := range described {
		mappings, err := m.operations(s)
		problems = append(problems, err)
		names = append(names, s.model.name)
		meta := s.model.Metadata
		ids = append(ids, strings.Join(append([]string{meta.ServiceID, meta.SigningName, meta.EndpointPrefix}, s.aliases...), "\t"))
		flags := 0
		if s.complete {
			flags = 1
		}
		body.uint(flags)
		for _, one := range mappings {
			counts[one.state]++
		}
		other = append(other, encodeService(&body, &needs, mappings, &texts)...)
	}
	for _, r := range t.operations {
		if !m.used[r.line] {
			problems = append(problems, fmt.Errorf("%s: the row applies to no operation", r))
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	total := counts[stateMapped] + counts[stateFree] + counts[stateUnknown]
	if _, err := fmt.Fprintf(report, "%d operations: %d mapped, %d free, %d unknown\n",
		total, counts[stateMapped], counts[stateFree], counts[stateUnknown]); err != nil {
		return nil, err
	}
	var w writer
	if err := errors.Join(w.lines(names), w.lines(ids), w.lines(texts.list), w.lines(other)); err != nil {
		return nil, err
	}
	w.buf.Write(body.buf.Bytes())
	w.buf.Write(needs.buf.Bytes())
	return w.buf.Bytes(), nil
}

// encodeService writes the operations of a service: the actions of those that take one of their own name alone, and how many
// others there are. It writes what these need, and answers their names.
func encodeService(body, needs *writer, mappings []mapping, texts *interned[string]) []string {
	var (
		other   []string
		same    writer
		last, n int
	)
	for _, one := range mappings {
		if one.same >= 0 {
			same.uint(one.same - last)
			last = one.same
			n++
			continue
		}
		other = append(other, one.operation)
		encodeMapping(needs, one, texts)
	}
	body.uint(n)
	body.buf.Write(same.buf.Bytes())
	body.uint(len(mappings) - n)
	return other
}

// encodeMapping writes what one operation needs.
func encodeMapping(w *writer, m mapping, texts *interned[string]) {
	w.uint(m.state)
	w.uint(texts.id(m.source))
	w.uint(len(m.needs))
	for _, n := range m.needs {
		w.uint(n.action)
		w.uint(n.target)
		w.uint(texts.id(n.relation))
		w.uint(len(n.when))
		for _, c := range n.when {
			test := 2 * c.test
			if c.negated {
				test++
			}
			w.uint(test)
			w.uint(texts.id(c.name))
			w.uint(texts.id(c.value))
		}
	}
}

// describe finds the prefix of each SDK service's actions: the one services.tsv gives, or else its signing name, its
// endpoint prefix or its own name, whichever the catalogue has.
func describe(models []*sdkModel, prefixes map[string]int, rows []row) ([]service, error) {
	byName := make(map[string]row)
	for _, r := range rows {
		byName[r.cell(0)] = r
	}
	var out []service
	for _, m := range models {
		s := service{model: m}
		for _, p := range []string{m.Metadata.SigningName, m.Metadata.EndpointPrefix, m.name} {
			if _, ok := prefixes[p]; ok && p != "" {
				s.prefix = p
				break
			}
		}
		if r, ok := byName[m.name]; ok {
			delete(byName, m.name)
			if p := r.cell(1); p != "-" {
				s.prefix = p
			}
			if _, ok := prefixes[s.prefix]; !ok {
				return nil, fmt.Errorf("%s: there is no prefix %q", r, s.prefix)
			}
			flags := strings.Split(r.cell(2), ",")
			s.complete, s.method = slices.Contains(flags, "complete"), slices.Contains(flags, "method")
			if a := r.cell(3); a != "-" {
				s.aliases = strings.Split(a, ",")
			}
		}
		out = append(out, s)
	}
	for _, r := range byName {
		return nil, fmt.Errorf("%s: the SDK has no service %s", r, r.cell(0))
	}
	return out, nil
}
