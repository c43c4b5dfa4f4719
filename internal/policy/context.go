package policy

import (
	"net/netip"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/model"
)

// Values are what a request's context has for one key.
type Values struct {
	Many bool          // the key is multivalued; otherwise Items has one item
	List []model.Value // may have holes
}

// One is the value of a single-valued key.
func One(text string) Values {
	return Values{List: []model.Value{model.NewString(text, model.Location{})}}
}

// Many is the value of a multivalued key.
func Many(texts ...string) Values {
	v := Values{Many: true}
	for _, text := range texts {
		v.List = append(v.List, model.NewString(text, model.Location{}))
	}
	return v
}

// entry is the compiled value of a context key.
type entry struct {
	items []item
	many  bool
	null  bool // no item, or none but the empty text
	open  bool // its values are not known
}

// item is one value with everything that it can be compared as.
type item struct {
	text    string
	holey   bool
	number  float64
	date    time.Time
	addr    netip.Addr
	truth   bool
	numeric bool
	dated   bool
	boolean bool
}

func newEntry(v Values) entry {
	e := entry{many: v.Many, null: true}
	for _, value := range v.List {
		all := spellings(value)
		if len(all) != 1 || len(all[0]) != 1 { // options, or not a text: it may be anything
			e.open = true
			continue
		}
		e.items = append(e.items, newItem(all[0][0]))
		e.null = e.null && all[0][0] == ""
	}
	if e.open {
		e.null = false
	}
	return e
}

func newItem(text string) item {
	i := item{text: text, holey: strings.IndexByte(text, holeByte) >= 0}
	if i.holey {
		return i
	}
	i.number, i.numeric = ParseNumber(text)
	i.date, i.dated = ParseDate(text)
	i.truth, i.boolean = parseBoolean(text)
	if addr, err := netip.ParseAddr(text); err == nil {
		i.addr = addr
	}
	return i
}
