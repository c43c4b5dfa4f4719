package code

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/record"
	"github.com/sconce-dev/sconce/internal/code/syntax"
	"github.com/sconce-dev/sconce/internal/model"
)

// Store keeps what was read of an application's code, by a key. It may forget anything, and it keeps apart what other
// versions of the program have put there.
type Store interface {
	Load(key string) []byte // nil for nothing
	Save(key string, data []byte)
}

// kept is what is stored of an application: what its functions do, with the questions about the scanned directory
// whose answers that depends on. What it depends on of the templates, the key stands for.
type kept struct {
	Probes []Probe
	Code   []model.Code
}

// keyOf is the key of an application: all of its model, and nothing of its code. Of what is secret in it the key tells
// nothing.
func keyOf(app *model.App) string {
	mark := record.Print(app)
	return string(mark[:])
}

// recall is what is stored of an application's code, nil where there is nothing that still holds.
func (p *program) recall() []model.Code {
	if p.store == nil {
		return nil
	}
	p.key = keyOf(p.app)
	var old kept
	if data := p.store.Load(p.key); data == nil || record.Decode(data, &old) != nil || len(old.Code) != len(p.app.Functions) {
		return nil
	}
	if slices.ContainsFunc(old.Probes, func(q Probe) bool { return !p.files.holds(q) }) {
		return nil
	}
	return old.Code
}

// keep stores what was read, where no secret was found in it: mark is its fingerprint from before that was looked for.
func (p *program) keep(mark [32]byte) {
	if record.Print(p.app.Code) != mark || slices.ContainsFunc(p.app.Code, hasty) {
		return
	}
	if data, err := record.Encode(kept{Probes: p.files.all, Code: p.app.Code}); err == nil {
		p.store.Save(p.key, data)
	}
}

// hasty reports whether another time something else may be said of a function: it hangs on how fast the machine was,
// or reading it failed.
func hasty(c model.Code) bool {
	return strings.HasPrefix(c.Reason, failed) || slices.ContainsFunc(c.Unknowns, func(g model.Gap) bool { return strings.Contains(g.Reason, syntax.TooLong) })
}
