package code

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source"
)

// Alone is the application that the code of a directory is without its templates: each entry point is a function with
// the id path#export, and its code is read. Only are the files that are asked for; empty for all.
func Alone(ctx context.Context, files *source.Tree, only []string) (*model.App, error) {
	app := &model.App{ID: "."}
	p := newProgram(files, app)
	candidates := map[string]int{} // applications of a framework, by the function's id: 1, and what is given one: 2
	if len(only) == 0 {
		only = files.Files()
	}
	for _, file := range only {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, e := range p.entriesOf(file) {
			f := p.functionOf(file, e)
			switch p.registers[f.ID] = e.registers; {
			case e.registers:
				candidates[f.ID] = 2
			case e.app:
				candidates[f.ID] = 1
			}
			app.Functions = append(app.Functions, f)
		}
	}
	p.binder = sdk.NewBinder(app)
	read, err := p.read(ctx)
	if err != nil {
		return nil, err
	}
	functions := app.Functions
	app.Functions = nil
	for i := range read {
		if !handedOver(&read[i], read, candidates) {
			app.Functions, app.Code = append(app.Functions, functions[i]), append(app.Code, read[i])
		}
	}
	return app, nil
}

// handedOver reports whether another function answers all routes of an application of a framework: it was given it.
func handedOver(c *model.Code, all []model.Code, candidates map[string]int) bool {
	return candidates[c.Function] > 0 && slices.ContainsFunc(all, func(other model.Code) bool {
		if other.Function == c.Function || candidates[other.Function] >= candidates[c.Function] && len(other.Routes) <= len(c.Routes) {
			return false
		}
		return !slices.ContainsFunc(c.Routes, func(r model.CodeRoute) bool { return !slices.Contains(other.Routes, r) })
	})
}

// entry is something that the platform may enter.
type entry struct {
	name string // under which the module exports it
	at   ir.Span
	app  bool // an application of a framework, which others may start

	registers bool // it is given one, and puts routes into it
}

var (
	// ofTests are files that no deployment enters.
	ofTests = regexp.MustCompile(`(?:^|/)(?:(?:[\w.-]+[-_.])?tests?|__tests__|(?:__)?mocks?(?:__)?|stubs?|fixtures|e2e|spec|node_modules|testdata)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|_test\.go$|\.(?:test|spec|stories|d)\.\w+$`)
	// telling are words one of which the text of an entry point has.
	telling = [][]byte{[]byte("event"), []byte("andler"), []byte("ambda"), []byte("Flask("), []byte("FastAPI("), []byte("Chalice("), []byte("Mangum"), []byte("algnhsa"), []byte(".route("), []byte(".get("), []byte(".post(")}
)

// entriesOf are the entry points of a file.
func (p *program) entriesOf(file string) []entry {
	frontend := frontendOf(file)
	if frontend == nil || ofTests.MatchString(file) || p.tree.Size(file) > maxSource {
		return nil
	}
	text, err := p.files.Read(file)
	if err != nil || !slices.ContainsFunc(telling, func(word []byte) bool { return bytes.Contains(text, word) }) {
		return nil
	}
	if frontend.Language == ir.Go {
		starts := bytes.Contains(text, []byte("aws-lambda-go/lambda")) || bytes.Contains(text, []byte("akrylysov/algnhsa"))
		if !starts || !bytes.Contains(text, []byte("func main()")) {
			return nil
		}
		return programEntries(p.module(p.files.lay("", nil), frontend, p.packageOf(path.Dir(file))), file)
	}
	m := p.module(p.files.lay("", nil), frontend, []string{file})
	if m == nil || m.Init == nil {
		return nil
	}
	b := bindingsOf(m)
	routed := variablesWithRoutes(m)
	var out []entry
	for _, name := range b.order {
		v := b.value(b.exports[name])
		if v == nil {
			continue
		}
		switch {
		case isHandler(m.Language, name, v):
			out = append(out, entry{name: name, at: v.At()})
		case b.isApplication(v):
			out = append(out, entry{name: name, at: v.At(), app: true})
		case isRegistrar(v, routed):
			out = append(out, entry{name: name, at: v.At(), registers: true})
		}
	}
	return out
}

// programEntries is main of a program of Go that hands a handler to the platform.
func programEntries(m *ir.Module, file string) []entry {
	if m == nil || m.Main == nil || m.Main.File == nil || m.Main.File.Path != file {
		return nil
	}
	starts := false
	ir.Walk(m, func(n ir.Node, _ ir.Span) {
		a, ok := n.(*ir.Attribute)
		if !ok {
			return
		}
		i, ok := a.X.(*ir.Import)
		starts = starts || ok && (i.Module == "github.com/aws/aws-lambda-go/lambda" && strings.HasPrefix(a.Name, "Start") ||
			i.Module == "github.com/akrylysov/algnhsa" && a.Name == "ListenAndServe") // of net/http
	})
	if !starts {
		return nil
	}
	return []entry{{name: "main", at: m.Main.Span}}
}

var (
	handlerNames = map[string]bool{"handler": true, "lambda_handler": true, "lambdaHandler": true}
	eventNames   = map[string]bool{"event": true, "_event": true, "evt": true, "_evt": true}
	contextNames = map[string]bool{"context": true, "_context": true, "ctx": true, "_ctx": true, "_": true, "__": true}
)

// isHandler reports whether an exported value has the shape of a handler: a function of an event and a context, or one
// of a handler's name; or what a library made, under such a name.
func isHandler(language ir.Language, name string, v ir.Expression) bool {
	f, ok := v.(*ir.FunctionRef)
	if !ok {
		_, made := v.(*ir.Call)
		return made && (handlerNames[name] || strings.HasSuffix(name, "Handler") || strings.HasSuffix(name, "_handler"))
	}
	params := f.Function.Params
	if len(params) >= 2 && eventNames[params[0].Name] && contextNames[params[1].Name] {
		return true
	}
	if language == ir.JavaScript && len(params) > 0 && eventNames[params[0].Name] && (f.Function.Async || strings.HasSuffix(name, "Handler")) {
		return true // what a page does on an event is seldom asynchronous, and more seldom exported
	}
	if !handlerNames[name] {
		return false
	}
	if language == ir.Python {
		return len(params) == 2 && params[0].Kind == ir.Single && params[1].Kind == ir.Single
	}
	return len(params) == 0 || params[0].Name != "req" && params[0].Name != "request" // of web servers
}

// functionOf is the function of an entry point.
func (p *program) functionOf(file string, e entry) model.Function {
	root := p.importRoot(file)
	module := strings.TrimSuffix(strings.TrimPrefix(file, root+"/"), path.Ext(file))
	if path.Ext(file) == ".py" {
		module = strings.ReplaceAll(strings.TrimSuffix(module, "/__init__"), "/", ".")
	}
	handler := module + "." + e.name
	return model.Function{
		ID: file + "#" + e.name, Name: e.name, At: e.at.Location(), Entry: handler,
		Handler: model.NewString(handler, e.at.Location()), CodePath: root, HandlerFile: file, Alone: true,
	}
}

// importRoot is the directory that the imports of a file are found from: of it and those above it the one from which
// most are, the nearest of several. Python alone has one.
func (p *program) importRoot(file string) string {
	dir := path.Dir(file)
	frontend := frontendOf(file)
	if frontend.Language != ir.Python {
		return dir
	}
	m := p.module(p.files.lay("", nil), frontend, []string{file})
	var imports []*ir.Import
	ir.Walk(m, func(n ir.Node, _ ir.Span) {
		if i, ok := n.(*ir.Import); ok && i.Level == 0 && i.Dynamic == nil {
			imports = append(imports, i)
		}
	})
	best, most := dir, -1
	for root := dir; ; root = path.Dir(root) {
		found := 0
		for _, i := range imports {
			if len(frontend.Find(ir.Place{Files: p.files, From: file, Root: root}, i)) > 0 {
				found++
			}
		}
		if found > most {
			best, most = root, found
		}
		if root == "." {
			return best
		}
	}
}
