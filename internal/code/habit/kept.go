package habit

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// keptGlobals notes what of a request is kept where the next one finds it.
func (r *search) keptGlobals(add noter) {
	for _, k := range r.trace.Kept {
		if r.answers = r.of.Speaks(term.LanguageOf(&term.Call{Within: k.Within})); r.answers != nil && (r.ofCaller(k.Value) || k.Grows && r.of.Holds(k.Value)) {
			what := "a part of the request is kept for the next one"
			if !r.ofCaller(k.Value) {
				what = "what was read for one request is kept for the next one"
			}
			add("global", k.At, what, model.FlowFirm)
		}
	}
}

// ofCaller is whether a value is what came in, or holds it as it came: not what was made of it by something else, which may
// be the same for everybody.
func (r *search) ofCaller(v term.Value) bool {
	return r.of.Holds(v) && r.plainly(v, 0)
}

// scratch are the places of files that outlive an invocation: the environment is used again with what is in its /tmp (AWS
// Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle").
const scratch = "/tmp/"

// Calls that write, read and remove files, with the argument that is the path and the one that is the content.
var (
	writesFile = term.NewPatterns([]string{
		"fs*.writeFile", "fs*.writeFileSync", "fs*.appendFile", "fs*.appendFileSync", "os.WriteFile", "pathlib.*.write_text", "pathlib.*.write_bytes",
	})
	readsFile = term.NewPatterns([]string{
		"fs*.readFile", "fs*.readFileSync", "fs*.createReadStream", "os.ReadFile", "os.Open", "pathlib.*.read_text", "pathlib.*.read_bytes",
	})
	removesFile = term.NewPatterns([]string{
		"os.remove", "os.unlink", "shutil.rmtree", "pathlib.*.unlink", "fs*.unlink", "fs*.unlinkSync", "fs*.rm", "fs*.rmSync", "fs*.rmdirSync",
		"os.Remove", "os.RemoveAll", "os.rmdir",
	})
)

// downloads are calls that write what they fetch to a file.
var downloads = term.NewPatterns([]string{"boto3.*.download_file"})

// beginsInScratch is whether a path is one of the directory that outlives an invocation.
func beginsInScratch(t *term.Text) bool {
	if len(t.Parts) < 2 {
		return false
	}
	s, ok := term.Written(t.Parts[0])
	return ok && strings.HasPrefix(s, scratch)
}

// leftFiles notes files that hold a part of the request and are read where an earlier request may have written them last.
func (r *search) leftFiles(add noter) {
	type file struct {
		path term.Value
		call *term.Call
	}
	var written, read []file
	removed := map[term.Value]bool{}
	for _, c := range r.trace.Calls {
		called := term.Names(c.Callee)
		path := term.FirstOf(c)
		if m, ok := c.Callee.(*term.Member); ok && strings.HasPrefix(called[0], "pathlib.") {
			path = m.Of
		}
		switch {
		case writesFile.Has(called):
			written = append(written, file{path, c})
		case readsFile.Has(called):
			read = append(read, file{path, c})
		case removesFile.Has(called):
			removed[path] = true
		case downloads.Has(called):
			if to := term.Either(c, 2, "Filename"); to != nil {
				written = append(written, file{to, c})
			}
		case called[0] == "open" || called[0] == "io.open":
			if mode, _ := term.Written(term.Either(c, 1, "mode")); strings.ContainsAny(mode, "wax+") {
				written = append(written, file{path, c})
			} else {
				read = append(read, file{path, c})
			}
		}
	}
	for _, w := range written {
		if t, ok := w.path.(*term.Text); ok && len(removed) == 0 && beginsInScratch(t) && (r.of.Holds(t) || r.fillsFile(w.call)) {
			add("file", w.call.At, "each request leaves a file in "+scratch+" that nothing removes", model.FlowTentative)
			continue
		}
		at, ok := term.Written(w.path)
		if !ok || !strings.HasPrefix(at, scratch) || removed[w.path] || !r.fillsFile(w.call) {
			continue
		}
		if slices.ContainsFunc(read, func(f file) bool { return f.path == w.path && !term.Within(w.call.Guards, f.call.Guards) }) {
			add("file", w.call.At, at+" is read as an earlier request may have left it", model.FlowFirm)
		}
	}
}

// fillsFile is whether a part of the request is written by a call, or to the file that it opens.
func (r *search) fillsFile(c *term.Call) bool {
	if slices.ContainsFunc(term.Arguments(c), r.of.Holds) {
		return true
	}
	return slices.ContainsFunc(r.trace.Calls, func(other *term.Call) bool {
		m, ok := other.Callee.(*term.Member)
		if !ok || m.Name != "write" && m.Name != "writelines" {
			return false
		}
		of, ok := m.Of.(*term.Result)
		return ok && of.Call == c && slices.ContainsFunc(term.Arguments(other), r.of.Holds)
	})
}
