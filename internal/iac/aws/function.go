package aws

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// function reads an AWS::Lambda::Function.
func (b *builder) function(d *Declared) model.Function {
	p := d.Properties
	f := model.Function{
		ID: d.ID, Name: p.Get("FunctionName").TextOr(d.Name), ARN: arnOf(d), At: d.At,
		Runtime: p.Get("Runtime"), Handler: p.Get("Handler"), Role: p.Get("Role"),
		Timeout: p.Get("Timeout"), Memory: p.Get("MemorySize"), Concurrency: p.Get("ReservedConcurrentExecutions"),
		Layers: p.Get("Layers").Items(), Properties: p, Conditional: d.Conditional,
	}
	if role := b.find(f.Role, d, "iam"); role != nil && f.Role.Target() != role.ID {
		f.Role = model.NewReference(model.Ref{Target: role.ID, Attribute: "Arn"}, f.Role.At) // written as an ARN or a name
	}
	for _, v := range p.Get("Environment", "Variables").Fields() {
		f.Env = append(f.Env, model.Variable{Name: v.Key, Value: v.Value, At: v.KeyAt})
	}
	b.locateCode(&f, d)
	return f
}

// locateCode finds the directory and the file that hold the handler, where they are in the scanned
// directory: inline in the template, at a local path (as "aws cloudformation package" takes them),
// or beside a Dockerfile.
func (b *builder) locateCode(f *model.Function, d *Declared) {
	code := d.Properties.Get("Code")
	base := path.Dir(d.Template)
	switch local, known := code.Text(); {
	case !code.Get("ZipFile").IsAbsent():
		f.Inline, f.CodePath, f.HandlerFile = true, d.Template, d.Template
		return
	case known && !strings.Contains(local, "://"):
		b.codeAt(f, path.Join(base, local))
	case !code.Get("ImageUri").IsAbsent():
		b.imageCode(f, d, base)
	default:
		if asset, known := d.Attributes.Get("Metadata", "aws:asset:path").Text(); known {
			b.codeAt(f, path.Join(base, asset))
		}
	}
}

func (b *builder) codeAt(f *model.Function, name string) {
	isFile, isDir := b.files.Stat(name)
	if isFile || isDir {
		f.CodePath = name
	}
	if isDir {
		f.HandlerFile = b.handlerFile(name, f.Handler.TextOr(""), f.Runtime.TextOr(""))
	}
}

// imageCode takes the build directory from metadata that SAM and CDK leave, if any.
func (b *builder) imageCode(f *model.Function, d *Declared, base string) {
	metadata := d.Attributes.Get("Metadata")
	directory, known := metadata.Get("DockerContext").Text()
	if !known {
		if directory, known = metadata.Get("aws:asset:path").Text(); !known {
			return
		}
	}
	directory = path.Join(base, directory)
	dockerfile := path.Join(directory, metadata.Get("Dockerfile").TextOr("Dockerfile"))
	if isFile, _ := b.files.Stat(dockerfile); isFile {
		f.CodePath = directory
	}
}

// sources are the endings of files that hold a handler, by the beginning of the runtime's name.
var sources = []struct {
	runtime string
	endings []string
}{
	{"python", []string{".py", "/__init__.py"}},
	{"nodejs", []string{".js", ".mjs", ".cjs", ".ts", ".mts", ".tsx"}},
	{"ruby", []string{".rb"}},
	{"provided", []string{".go", ""}},
	{"go", []string{".go", ""}},
}

// handlerFile is the file that should hold a handler: "app.main" in app.py, "src/index.handler" in
// src/index.js. For compiled Go it is main.go.
func (b *builder) handlerFile(dir, handler, runtime string) string {
	module := handler
	if i := strings.LastIndexByte(handler, '.'); i >= 0 {
		module = handler[:i]
	}
	if strings.HasPrefix(runtime, "python") {
		module = strings.ReplaceAll(module, ".", "/")
	}
	for _, s := range sources {
		if !strings.HasPrefix(runtime, s.runtime) {
			continue
		}
		names := []string{module}
		if s.runtime == "provided" || s.runtime == "go" {
			names = append(names, "main")
		}
		for _, name := range names {
			for _, ending := range s.endings {
				file := path.Join(dir, name+ending)
				if isFile, _ := b.files.Stat(file); isFile && name != "" {
					return file
				}
			}
		}
	}
	return ""
}
