package sdk

import (
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/code/eval"
	"github.com/sconce-dev/sconce/internal/code/ir"
)

// hosted is a library that talks to one host: a row of data/hosts.tsv.
type hosted struct {
	module  string
	host    string
	options []string // that name another one
}

var hosts = sync.OnceValue(func() map[ir.Language][]hosted {
	out := map[ir.Language][]hosted{}
	for _, row := range rows(hostTable) {
		for module := range strings.FieldsSeq(row[1]) {
			language := ir.Language(row[0])
			out[language] = append(out[language], hosted{module, row[2], strings.Fields(strings.Trim(cell(row, 3), "-"))})
		}
	}
	return out
})

// hostedLibrary is the library of that kind that something is of, and its name there.
func hostedLibrary(p path) (h hosted, name string, ok bool) {
	for _, h := range hosts()[p.language] {
		if p.language == ir.Go {
			if p.module == h.module || strings.HasPrefix(p.module, h.module+"/") {
				return h, p.name, true
			}
		} else if rest, ok := p.in(h.module); ok {
			return h, rest, true
		}
	}
	return hosted{}, "", false
}

// constructing reports whether calling something of such a library makes a client: a class, the module itself.
func constructing(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return last == "" || last[0] >= 'A' && last[0] <= 'Z'
}

// hostedMakes are the clients of such libraries.
func hostedMakes(_ *run, p path, c *eval.Call) []actor {
	h, name, ok := hostedLibrary(p)
	if !ok || p.language == ir.Go && !strings.HasPrefix(name, "New") || p.language != ir.Go && !constructing(name) {
		return nil
	}
	to := hostClient{hosted: h, address: &eval.Constant{Kind: ir.String, Text: "https://" + h.host}}
	for _, option := range h.options {
		if v := optionNamed(c, option); v != nil {
			to.address = v
		}
	}
	return []actor{to}
}

// hostedRequests are the connections that functions of such libraries make.
func hostedRequests(_ *run, p path, _ *eval.Call) []request {
	h, name, ok := hostedLibrary(p)
	if !ok || constructing(name) || p.language == ir.Go {
		return nil
	}
	return []request{{operation: p.String(), via: h.module, host: &eval.Constant{Kind: ir.String, Text: "https://" + h.host}}}
}

// optionNamed is an argument by name, or a member of one.
func optionNamed(c *eval.Call, name string) eval.Value {
	if v := argument(c, -1, name); v != nil {
		return v
	}
	for i := range c.Args {
		if object, ok := c.Args[i].Value.(*eval.Object); ok && object.Fields[name] != nil {
			return object.Fields[name]
		}
	}
	return nil
}

// hostClient is a client of such a library, or a part of it: client.chat.completions.
type hostClient struct {
	inert
	hosted
	address eval.Value
}

func (h hostClient) requests(_ *run, method string, _ *eval.Call) []request {
	if method == "" || strings.HasPrefix(method, "set") {
		return nil
	}
	return []request{{operation: h.module + "." + method, via: h.module, host: h.address}}
}

func (h hostClient) attribute(*run, string) []actor { return []actor{h} }
