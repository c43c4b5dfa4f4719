package taint

import "github.com/sconce-dev/sconce/internal/code/term"

// stays says that a value begins with another one, or stands below it: where that is enough, neither it nor what it was made
// of leads anywhere else.
func (w *Walk) stays(subject, prefix term.Value) {
	if !w.anchored(subject, prefix) {
		return
	}
	w.harmless(subject)
	if !w.ofPaths() {
		return
	}
	for range term.MaxName { // os.path.realpath(os.path.join(root, name))
		r, ok := subject.(*term.Result)
		if !ok || !normal[term.LastName(term.Names(r.Call.Callee)[0])] {
			break
		}
		if subject = term.CalledOn(r.Call); subject == nil || len(r.Call.Args) > 0 {
			if parts := term.Arguments(r.Call); len(parts) > 1 { // path.resolve(root, name)
				w.below1(parts)
				return
			}
			subject = term.FirstOf(r.Call)
		}
	}
	switch x := subject.(type) {
	case *term.Text:
		w.below1(x.Parts)
	case *term.Combined:
		if x.How == "/" {
			w.below1(x.Of)
		}
	}
}

// below1 puts the one part of a path that is somebody's among what does no harm: what stands before it is the root.
func (w *Walk) below1(parts []term.Value) {
	var of term.Value
	for i, p := range parts {
		if !w.holds(p) {
			continue
		}
		if of != nil || i == 0 {
			return
		}
		of = p
	}
	if of == nil {
		return
	}
	w.harmless(of)
}

// entryName are the attributes of an archive's entry that hold its name.
var entryName = map[string]bool{"name": true, "filename": true, "fileName": true, "entryName": true, "path": true, "Name": true}

// below says that a way from one path to another does not begin with dots: path.relative(root, x), os.path.relpath(x, root),
// filepath.Rel(root, x).
func (w *Walk) below(way term.Value) {
	r, ok := way.(*term.Result)
	if !ok || !w.ofPaths() {
		return
	}
	switch term.Names(r.Call.Callee)[0] {
	case "path.relative", "path.posix.relative", "path/filepath.Rel":
		w.harmless(term.Positional(r.Call, 1))
	case "os.path.relpath":
		w.harmless(term.Positional(r.Call, 0))
	}
}
