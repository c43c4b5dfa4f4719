package sdk

import (
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// hosted is a library that talks to one host: a row of data/hosts.tsv.
type hosted struct {
	language                      ir.Language
	module, host                  string
	makes, calls, options, silent []string
}

var hosts = sync.OnceValue(func() []hosted {
	var out []hosted
	for _, row := range rows(hostTable) {
		list := func(i int) []string { return strings.Fields(strings.Trim(cell(row, i), "-")) }
		out = append(out, hosted{ir.Language(row[0]), row[1], cell(row, 2), list(3), list(4), list(5), list(6)})
	}
	return out
})

// hostedLibrary is the library of that kind that something is of, and its name there.
func hostedLibrary(p path) (h hosted, name string, ok bool) {
	for _, h := range hosts() {
		if rest, ok := p.in(h.module); ok && h.language == p.language {
			return h, rest, true
		}
	}
	return hosted{}, "", false
}

// hostedMakes are the clients of such libraries.
func hostedMakes(_ *run, p path, c *term.Call) []actor {
	h, name, ok := hostedLibrary(p)
	if name == "" {
		name = "."
	}
	if !ok || !slices.Contains(h.makes, name) {
		return nil
	}
	client := hostClient{hosted: h, to: h.address()}
	for _, option := range h.options {
		if v := optionNamed(c, option); v != nil {
			client.to = v
		}
	}
	return []actor{client}
}

// hostedRequests are the connections that functions of such libraries make.
func hostedRequests(_ *run, p path, _ *term.Call) []request {
	h, name, ok := hostedLibrary(p)
	if !ok || !slices.Contains(h.calls, name[strings.LastIndexByte(name, '.')+1:]) {
		return nil
	}
	return []request{{operation: p.String(), via: h.module, host: h.address()}}
}

func (h hosted) address() term.Value {
	return &term.Constant{Kind: ir.String, Text: "https://" + h.host}
}

// optionNamed is an argument by name, or a member of one.
func optionNamed(c *term.Call, name string) term.Value {
	if v := argument(c, -1, name); v != nil {
		return v
	}
	for i := range c.Args {
		if object, ok := c.Args[i].Value.(*term.Object); ok && object.Fields[name] != nil {
			return object.Fields[name]
		}
	}
	return nil
}

// hostClient is a client of such a library, or a part of it: client.chat.completions.
type hostClient struct {
	inert
	hosted
	to term.Value
}

func (h hostClient) requests(_ *run, method string, _ *term.Call) []request {
	if method == "" || slices.Contains(h.silent, method) {
		return nil
	}
	return []request{{operation: h.module + "." + method, via: h.module, host: h.to}}
}

func (h hostClient) attribute(*run, string) []actor { return []actor{h} }
