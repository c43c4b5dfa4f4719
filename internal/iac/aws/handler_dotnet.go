package aws

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// dotnetFile is where Assembly::Namespace.Class::Method is: Class.cs of the project that makes the
// assembly. An executable assembly is named alone; it starts in Program.cs.
func (b *builder) dotnetFile(dir, handler string) string {
	parts := strings.Split(handler, "::")
	if len(parts) == 1 {
		return b.programFile(dir, handler)
	}
	class, namespace := "", ""
	if len(parts) == 3 {
		namespace, class = "", parts[1]
		if i := strings.LastIndexByte(class, '.'); i >= 0 {
			namespace, class = class[:i], class[i+1:]
		}
		class, _, _ = strings.Cut(class, "+")
		if strings.HasSuffix(class, "_Generated") { // Lambda Annotations: Class_Method_Generated
			class, _, _ = strings.Cut(class, "_")
		}
	}
	var found []string
	for _, ending := range clr {
		found = append(found, b.below(dir, class+ending)...)
	}
	if len(found) < 2 {
		return only(found)
	}
	if of := b.inProject(found, parts[0]); len(of) > 0 {
		found = of
	}
	if len(found) > 1 && namespace != "" {
		found = slices.DeleteFunc(found, func(file string) bool { return !b.has(file, "namespace "+namespace) })
	}
	return only(found)
}

// programFile is where an executable assembly starts: Program.cs, else the only file beside its project.
func (b *builder) programFile(dir, assembly string) string {
	var beside []string
	for _, project := range append(b.below(dir, assembly+".csproj"), b.below(dir, assembly+".fsproj")...) {
		if file := b.first(path.Dir(project), endings("Program", clr...)...); file != "" {
			return file
		}
		for _, file := range b.filesIn(path.Dir(project)) {
			if slices.Contains(clr, path.Ext(file)) {
				beside = append(beside, file)
			}
		}
	}
	if len(beside) == 0 {
		return b.first(dir, endings("Program", clr...)...)
	}
	const most = 64
	if len(beside) > 1 && len(beside) <= most {
		beside = slices.DeleteFunc(beside, func(file string) bool {
			content, err := b.read(file)
			return err != nil || !starts.Match(content)
		})
	}
	return only(beside)
}

// starts is what the start of a .NET program looks like.
var starts = regexp.MustCompile(`\bstatic (?:async )?(?:void|int|Task|Task<int>) Main\(|\bCreate(?:Slim|Default)?Builder\(|\bLambdaBootstrapBuilder\b`)

// inProject are the files beside or below the project file of an assembly.
func (b *builder) inProject(files []string, assembly string) []string {
	var out []string
	for _, file := range files {
		for _, ending := range []string{".csproj", ".fsproj", ".vbproj"} {
			for _, project := range b.below(".", assembly+ending) {
				if dir := path.Dir(project); dir == "." || strings.HasPrefix(file, dir+"/") {
					out = append(out, file)
				}
			}
		}
	}
	return out
}
