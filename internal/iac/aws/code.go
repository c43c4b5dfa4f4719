package aws

import (
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// locateCode finds the directory and the file that hold the handler, where they are in the scanned
// directory: inline in the template, at a local path (as "aws cloudformation package" takes them),
// or beside a Dockerfile.
func (b *builder) locateCode(f *model.Function, d *Declared) {
	code := d.Properties.Get("Code")
	base := path.Dir(d.Template)
	local, known := code.Text()
	local = strings.ReplaceAll(local, `\`, "/") // as it is written on Windows
	place := ""
	switch {
	case !code.Get("ZipFile").IsAbsent() && !blank(code.Get("ZipFile")):
		f.Inline, f.CodePath, f.HandlerFile = true, d.Template, d.Template
		return
	case d.Origin.Asset != "":
		b.assetCode(f, d)
	case known && !strings.Contains(local, "://"):
		place = path.Join(base, local)
		b.codeAt(f, d, place)
	case !code.Get("ImageUri").IsAbsent() || d.Properties.Get("PackageType").TextOr("") == "Image":
		b.imageCode(f, d, base)
	default:
		if asset, known := d.Attributes.Get("Metadata", "aws:asset:path").Text(); known {
			b.codeAt(f, d, path.Join(base, asset))
		} else {
			b.uploadedCode(f, d)
		}
	}
	if f.HandlerFile == "" && d.Origin.Library == "" && d.Origin.Asset == "" && f.Properties.Get("PackageType").TextOr("") != "Image" {
		b.takeSource(f, place)
	}
	if f.CodePath == "" && !code.IsAbsent() && d.Origin.Library == "" { // what a library brings is not the author's to add
		b.app.Unknowns = append(b.app.Unknowns, model.Gap{Element: d.ID, Path: "Code", Reason: "the code of " + d.Name + " is not here", At: code.At, Uses: 1})
	}
}

// blank reports whether inline code is nothing: the handler is in a layer, or somebody puts it there later.
func blank(code model.Value) bool {
	if options := code.Options(); len(options) > 0 {
		return !slices.ContainsFunc(options, func(o model.Value) bool { return !o.IsAbsent() && !blank(o) })
	}
	text, known := code.Text()
	return known && strings.TrimSpace(text) == ""
}

// uploadedCode looks for the sources of a package that is uploaded as an archive: among the
// directories that hold the handler's file, the one whose name's words are all in the archive's name:
// orders-service.zip is services/orders. Where two fit that say different things there is no answer.
func (b *builder) uploadedCode(f *model.Function, d *Declared) {
	key := d.Properties.Get("Code", "S3Key").String()
	if i := strings.LastIndexAny(key, "/}"); i >= 0 {
		key = key[i+1:]
	}
	archive := words(strings.TrimSuffix(key, path.Ext(key)))
	handler, runtime := f.Entry, f.Runtime.TextOr("")
	if len(archive) == 0 || handler == "" {
		return
	}
	if file := b.anywhere(handler, runtime); file != "" {
		f.CodePath, f.HandlerFile, f.Taken = path.Dir(file), file, "the only file here with its handler"
		if strings.HasPrefix(runtime, "java") {
			f.CodePath = projectOf(file)
		}
		return
	}
	found, fits := "", []string(nil)
	for _, file := range b.files.Files() {
		dir := path.Dir(file)
		mine := words(path.Base(dir))
		if len(mine) == 0 || !includes(archive, mine) || b.handlerFile(dir, handler, runtime) != file {
			continue
		}
		switch {
		case found == "" || includes(mine, fits) && len(mine) > len(fits):
			found, fits = dir, mine
		case !includes(fits, mine) || len(mine) == len(fits):
			return
		}
	}
	if found != "" {
		b.codeAt(f, d, found)
		f.Taken = "the directory whose name the archive's has in it"
	}
}

// words are the words of a name, in lower case.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// includes reports whether every one of some words is among others.
func includes(all, some []string) bool {
	for _, w := range some {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return true
}

// codeAt notes a local path that holds the code, or the sources of what is built there.
func (b *builder) codeAt(f *model.Function, d *Declared, name string) {
	isFile, isDir := b.files.Stat(name)
	switch {
	case isDir:
		f.CodePath, f.HandlerFile = name, b.entryPoint(f, d, name)
	case isFile:
		f.CodePath = name
		if b.handlerFile(path.Dir(name), f.Entry, f.Runtime.TextOr("")) == name {
			f.HandlerFile = name // a single file is packaged as it is
		}
	default:
		b.builtAt(f, d, name)
	}
}

// imageCode finds the directory that an image is built from: where metadata that SAM and CDK leave
// says, else that of the one Dockerfile whose directory's words are all in the image's name, else
// that of the only Dockerfile.
func (b *builder) imageCode(f *model.Function, d *Declared, base string) {
	metadata := d.Attributes.Get("Metadata")
	for _, key := range []string{"DockerContext", "aws:asset:path"} {
		if directory, known := metadata.Get(key).Text(); known {
			directory = path.Join(base, directory)
			b.builtFrom(f, d, directory, path.Join(directory, metadata.Get("Dockerfile").TextOr("Dockerfile")))
			return
		}
	}
	image := words(d.Properties.Get("Code", "ImageUri").String())
	var all, named []string
	for _, file := range b.files.Files() {
		if path.Base(file) != "Dockerfile" {
			continue
		}
		all = append(all, file)
		if name := words(path.Base(path.Dir(file))); len(name) > 0 && includes(image, name) {
			named = append(named, file)
		}
	}
	if len(named) != 1 {
		named = all
	}
	if len(named) == 1 {
		b.builtFrom(f, d, path.Dir(named[0]), named[0])
	}
}
