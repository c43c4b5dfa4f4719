package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// What an invocation writes to a file it reads again from the file of the same name.

// maxFiles is how many files are kept apart.
const maxFiles = 64

// fileWriters are the functions that write a file: the name first, then what it holds. True for those that add to it.
var fileWriters = map[string]bool{
	"fs.writeFile": false, "fs.writeFileSync": false, "fs.promises.writeFile": false, "fs/promises.writeFile": false, "fs-extra.writeFile": false,
	"fs-extra.outputFile": false, "fs.appendFile": true, "fs.appendFileSync": true, "fs.promises.appendFile": true, "fs/promises.appendFile": true,
	"os.WriteFile": false, "io/ioutil.WriteFile": false,
}

// fileReaders are the functions that answer what a file holds.
var fileReaders = map[string]bool{
	"fs.readFileSync": true, "fs.promises.readFile": true, "fs/promises.readFile": true, "fs-extra.readFile": true, "os.ReadFile": true,
	"io/ioutil.ReadFile": true,
}

// file notes what a call writes to a file, and is what it reads of one that was written before; nil for anything else.
func (ev *evaluator) file(call *term.Call, c *invocation) term.Value {
	switch f := call.Callee.(type) {
	case *term.Extern:
		if f.Language == ir.Python {
			return ev.jsonFile(f, c)
		}
		name := strings.TrimPrefix(term.Qualified(f), "node:")
		if f.Language == ir.JavaScript {
			name = strings.Replace(name, ".default.", ".", 1)
		}
		if adds, ok := fileWriters[name]; ok && len(call.Args) > 1 {
			ev.writeFile(call.Args[0].Value, c.args[1].value, adds)
		} else if fileReaders[name] && len(call.Args) > 0 {
			v := ev.readFile(call.Args[0].Value)
			if v != nil && f.Language == ir.Go {
				return ev.newList(ir.Tuple, c.at, []term.Value{v, ev.Unknown(c.at, "only the run shows whether the file can be read")}, nil)
			}
			return v
		}
	case *term.Member:
		key, adds := fileOf(f.Of)
		if key == nil || ev.language() != ir.Python {
			return nil
		}
		switch f.Name {
		case "write", "writelines", "write_text", "write_bytes":
			if len(c.args) > 0 {
				ev.writeFile(key, c.args[0].value, adds || f.Name == "write" || f.Name == "writelines")
			}
		case "read", "readline", "readlines", "read_text", "read_bytes":
			return ev.readFile(key)
		}
	}
	return nil
}

// jsonFile is json.dump(x, f) and json.load(f).
func (ev *evaluator) jsonFile(f *term.Extern, c *invocation) term.Value {
	switch term.Qualified(f) {
	case "json.dump":
		if c.arg(1) == nil {
			return nil
		}
		if key, adds := fileOf(ev.term(c.arg(1))); key != nil {
			ev.writeFile(key, written(ev, &invocation{args: c.args[:1], at: c.at}), adds)
		}
	case "json.load":
		if c.arg(0) == nil {
			return nil
		}
		if key, _ := fileOf(ev.term(c.arg(0))); key != nil {
			if v := ev.readFile(key); v != nil {
				return parsed(ev, &invocation{args: values(v), at: c.at})
			}
		}
	}
	return nil
}

// fileOf is which file of Python something that was opened is, by its name or by what made it; adds is whether what is
// written comes behind what it holds. Nil for what is no file.
func fileOf(v term.Value) (key term.Value, adds bool) {
	r, ok := v.(*term.Result)
	if !ok {
		return nil, false
	}
	e, ok := r.Call.Callee.(*term.Extern)
	if !ok {
		return nil, false
	}
	switch term.Qualified(e) {
	case "open", "io.open", "codecs.open", "pathlib.Path":
		if len(r.Call.Args) == 0 {
			return nil, false
		}
		if len(r.Call.Args) > 1 {
			mode, _ := term.KnownText(r.Call.Args[1].Value)
			adds = strings.Contains(mode, "a")
		}
		key = r.Call.Args[0].Value
		if m, ok := key.(*term.Member); ok && m.Name == "name" { // of a temporary file
			key = m.Of
		}
		return key, adds
	case "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile", "tempfile.SpooledTemporaryFile":
		return r, false
	}
	return nil, false
}

func (ev *evaluator) writeFile(key, v term.Value, adds bool) {
	if _, unknown := key.(*term.Unknown); unknown {
		return
	}
	c := ev.files[key]
	if c == nil {
		if len(ev.files) >= maxFiles {
			return
		}
		c = &cell{}
		ev.files[key] = c
	}
	if adds && c.v != nil {
		v = ev.join(c.v, v)
	}
	ev.set(c, v)
}

// readFile is what was written to a file; nil where nothing was.
func (ev *evaluator) readFile(key term.Value) term.Value {
	if c := ev.files[key]; c != nil {
		return c.v
	}
	return nil
}
