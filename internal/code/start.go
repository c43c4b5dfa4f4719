package code

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/golang"
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/javascript"
	"github.com/sconce-dev/sconce/internal/code/python"
	"github.com/sconce-dev/sconce/internal/model"
)

// frontends are the languages that are read. The next one is a line here.
var frontends = []ir.Frontend{python.Frontend, golang.Frontend, javascript.Frontend}

// start is where a function's code begins.
type start struct {
	frontend *ir.Frontend
	files    []string   // of the module with the handler
	inline   *ir.Source // the text where it stands in the template
	path     []string   // what of the module is the handler; empty: the module is a program
	root     string     // the directory that the platform puts on the path of imports
	layers   []string   // directories of layers, in their order
	over     *overlay   // the scanned directory, with the sources of a bundle over it
}

// frontendOf is the language of a file, by its name.
func frontendOf(file string) *ir.Frontend {
	for i := range frontends {
		for _, extension := range frontends[i].Extensions {
			if path.Ext(file) == extension {
				return &frontends[i]
			}
		}
	}
	return nil
}

// startOf finds where the code of a function begins. The reason says why it does not know.
func (p *program) startOf(f *model.Function) (s start, reason string) {
	s.over = p.files.lay("", nil)
	if f.Inline {
		reason = p.inlineStart(f, &s)
		return s, reason
	}
	switch {
	case f.CodePath == "":
		return s, "its code is not in the scanned directory" + candidates(f)
	case f.HandlerFile == "":
		return s, "no file here is the one that its handler names" + candidates(f)
	}
	file, handler := f.HandlerFile, f.Entry
	if path.Ext(file) == ".sh" {
		file, handler = p.started(file)
		if file == "" {
			return s, "what " + f.HandlerFile + " starts is not known"
		}
	}
	if s.frontend = frontendOf(file); s.frontend == nil {
		return s, "code in " + languageOf(file) + " is not read"
	}
	s.files, s.path = []string{file}, exportOf(s.frontend.Language, handler, file)
	s.root = p.rootOf(f, file)
	s.layers = p.layersOf(f)
	if s.frontend.Language == ir.Go {
		s.files = p.packageOf(path.Dir(file))
	}
	if s.frontend.Language == ir.JavaScript && len(s.path) > 0 {
		reason = p.unbundle(&s)
	}
	return s, reason
}

// candidates says which files may be the source, where that does not tell.
func candidates(f *model.Function) string {
	if len(f.Candidates) == 0 {
		return ""
	}
	return ", and which is its source does not show: " + strings.Join(f.Candidates, ", ")
}

// inlineStart is the start of code that stands in the template.
func (p *program) inlineStart(f *model.Function, s *start) (reason string) {
	code := f.Properties.Get("Code", "ZipFile")
	text, known := inlineText(code)
	runtime := f.Runtime.TextOr("")
	for i := range frontends {
		if language := string(frontends[i].Language); strings.HasPrefix(runtime, language) || strings.HasPrefix(runtime, "nodejs") && frontends[i].Language == ir.JavaScript {
			s.frontend = &frontends[i]
		}
	}
	switch {
	case s.frontend == nil:
		return "code in the language of " + f.Runtime.String() + " is not read"
	case !known:
		return "its code is in the template and not known"
	}
	s.inline = &ir.Source{Path: code.At.File, Data: []byte(text), First: p.firstLine(code)}
	s.path = exportOf(s.frontend.Language, f.Entry, "index")
	s.root = path.Dir(code.At.File)
	s.layers = p.layersOf(f)
	return ""
}

// inlineText is code as far as it is known; what the deployment puts in becomes a name that the code does not use.
func inlineText(code model.Value) (string, bool) {
	parts := code.Parts()
	var b strings.Builder
	for _, part := range parts {
		if text, known := part.Text(); known {
			b.WriteString(text)
		} else {
			b.WriteString("SCONCE_UNKNOWN")
		}
	}
	return b.String(), len(parts) > 0
}

// firstLine is the line of the template on which inline code begins: after a | the next one.
func (p *program) firstLine(code model.Value) int {
	text, err := p.files.Read(code.At.File)
	if err != nil || code.At.Start >= len(text) {
		return code.At.Line
	}
	if rest := text[code.At.Start:]; rest[0] == '|' || rest[0] == '>' || rest[0] == '!' {
		return code.At.Line + 1
	}
	return code.At.Line
}

// exportOf is which value of its module a handler names (AWS Lambda developer guide, "Define Lambda function handler"
// of each language). A Go program is run as it is.
func exportOf(language ir.Language, handler, file string) []string {
	switch language {
	case ir.Go:
		return nil
	case ir.Python:
		if i := strings.LastIndexByte(handler, '.'); i >= 0 && handler[i+1:] != "py" {
			return []string{handler[i+1:]}
		}
	case ir.JavaScript:
		if _, export, ok := strings.Cut(path.Base(handler), "."); ok && path.Ext(handler) != path.Ext(file) {
			return strings.Split(export, ".")
		}
	}
	return nil
}

// languageOf names the language of a file that is not read.
func languageOf(file string) string {
	names := map[string]string{
		".java": "Java", ".kt": "Kotlin", ".scala": "Scala", ".groovy": "Groovy", ".cs": "C#", ".fs": "F#", ".vb": "Visual Basic",
		".rb": "Ruby", ".rs": "Rust", ".cpp": "C++", ".cc": "C++", ".swift": "Swift", ".php": "PHP",
	}
	if name, known := names[path.Ext(file)]; known {
		return name
	}
	return "the language of " + path.Base(file)
}

// rootOf is the directory that imports of a function's code begin at: the one from which its handler is named, which
// becomes /var/task.
func (p *program) rootOf(f *model.Function, file string) string {
	if isFile, _ := p.files.Stat(f.CodePath); isFile {
		return path.Dir(f.CodePath)
	}
	handler := f.Entry
	if i := strings.LastIndexByte(handler, '.'); i > 0 { // app/main.handler in app/main.py below ROOT
		module := strings.ReplaceAll(handler[:i], ".", "/")
		stem := strings.TrimSuffix(strings.TrimSuffix(file, path.Ext(file)), "/__init__")
		if root, ok := strings.CutSuffix("/"+stem, "/"+module); ok {
			return path.Clean(strings.TrimPrefix(root, "/"))
		}
	}
	return f.CodePath
}

// layersOf are the directories with the content of a function's layers, as far as they are here.
func (p *program) layersOf(f *model.Function) []string {
	var out []string
	for _, layer := range f.Layers {
		dir := p.contentOf(layer)
		if _, isDir := p.files.Stat(dir); dir != "" && isDir {
			out = append(out, dir)
		}
	}
	return out
}

// contentOf is where the content of a layer of the application should be, "" where the template does not say a path.
func (p *program) contentOf(layer model.Value) string {
	r, ok := p.app.Resource(layer.Target())
	if !ok {
		return ""
	}
	content, known := r.Properties.Get("Content").Text()
	if !known || strings.Contains(content, "://") {
		return ""
	}
	return path.Join(path.Dir(r.At.File), content)
}

// absent are the layers of a function whose content should be here and is not: what they do is not known.
func (p *program) absent(f *model.Function) []model.Gap {
	var out []model.Gap
	for _, layer := range f.Layers {
		dir := p.contentOf(layer)
		if _, isDir := p.files.Stat(dir); dir == "" || isDir {
			continue
		}
		why := "the content of layer " + model.LocalName(layer.Target()) + " is not in the scanned directory"
		out = append(out, model.Gap{Element: f.ID, Reason: why, At: layer.At, Uses: 1})
	}
	return out
}

// started is the file and the handler that a script starts: the last line that runs an interpreter or a server of
// the three languages.
func (p *program) started(script string) (file, handler string) {
	text, err := p.files.Read(script)
	if err != nil {
		return "", ""
	}
	dir := path.Dir(script)
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "exec "))
		for i, word := range words {
			if strings.HasPrefix(word, "-") || strings.Contains(word, "=") {
				continue
			}
			if module, app, ok := strings.Cut(word, ":"); ok && i > 0 && !strings.ContainsAny(module, "/.0123456789") {
				name := path.Join(dir, strings.ReplaceAll(module, ".", "/")+".py")
				if isFile, _ := p.files.Stat(name); isFile {
					file, handler = name, module+"."+app
				}
				continue
			}
			if name := path.Join(dir, word); frontendOf(word) != nil {
				if isFile, _ := p.files.Stat(name); isFile {
					file, handler = name, word
				}
			}
		}
	}
	return file, handler
}

// packageOf are the Go files of a directory.
func (p *program) packageOf(dir string) []string {
	var out []string
	for _, name := range p.files.List(dir) {
		if path.Ext(name) == ".go" {
			out = append(out, path.Join(dir, name))
		}
	}
	return out
}
