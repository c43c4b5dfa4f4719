package aws

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// dockerfile is what an image runs and what is copied into it.
type dockerfile struct {
	command    []string
	entryPoint []string
	copied     []string // paths in the context, of all stages
	golang     bool     // a Go program is built
	dotnet     bool     // a .NET program is built
}

// continued are the ends of lines that go on in the next.
var (
	continued = regexp.MustCompile(`\\[ \t]*\r?\n`)
	variable  = regexp.MustCompile(`\$\{(\w+)[^}]*\}|\$(\w+)`)
)

// readDockerfile reads the instructions that say where code is (Dockerfile reference). A target ends
// it at the stage of that name; build arguments come before the defaults of ARG.
func readDockerfile(content, target string, buildArgs map[string]string) dockerfile {
	var out dockerfile
	values := map[string]string{}
	stage := ""
	for line := range strings.Lines(continued.ReplaceAllString(content, " ")) {
		instruction, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.TrimSpace(rest)
		switch strings.ToUpper(instruction) {
		case "FROM":
			if target != "" && strings.EqualFold(stage, target) {
				return out
			}
			fields := strings.Fields(rest)
			stage, out.command, out.entryPoint = "", nil, nil
			if n := len(fields); n > 2 && strings.EqualFold(fields[n-2], "AS") {
				stage = fields[n-1]
			}
		case "ARG":
			name, value, _ := strings.Cut(rest, "=")
			if given, has := buildArgs[name]; has {
				value = given
			}
			values[name] = strings.Trim(value, `"'`)
		case "ENV":
			if name, value, ok := strings.Cut(rest, "="); ok {
				values[name] = strings.Trim(value, `"'`)
			}
		case "COPY", "ADD":
			out.copied = append(out.copied, sourcesOf(rest, values)...)
		case "RUN":
			out.golang = out.golang || strings.Contains(rest, "go build")
			out.dotnet = out.dotnet || strings.Contains(rest, "dotnet ")
		case "CMD":
			out.command = commandWords(rest)
		case "ENTRYPOINT":
			out.entryPoint, out.command = commandWords(rest), nil
		}
	}
	return out
}

// sourcesOf are the paths in the context that COPY takes, none when it takes from another stage.
func sourcesOf(rest string, values map[string]string) []string {
	rest = variable.ReplaceAllStringFunc(rest, func(name string) string {
		if v, known := values[strings.Trim(name, "${}")]; known {
			return v
		}
		return name
	})
	var fields []string
	if strings.HasPrefix(rest, "[") {
		fields = commandWords(rest)
	} else {
		for f := range strings.FieldsSeq(rest) {
			switch {
			case strings.HasPrefix(f, "--from"):
				return nil
			case !strings.HasPrefix(f, "--"):
				fields = append(fields, strings.Trim(f, `"'`))
			}
		}
	}
	if len(fields) < 2 {
		return nil
	}
	return fields[:len(fields)-1]
}

// commandWords are the words of a command in either form: ["a", "b"], or a b.
func commandWords(rest string) []string {
	var list []string
	if json.Unmarshal([]byte(rest), &list) == nil {
		return list
	}
	return strings.Fields(strings.Trim(rest, `"'`))
}

// handler is what is run: the last word of the command, which Lambda's base images take for the handler.
func (d dockerfile) handler(override model.Value) string {
	if items := override.OneOrMany(); len(items) > 0 {
		return items[len(items)-1].TextOr("")
	}
	for _, command := range [][]string{d.command, d.entryPoint} {
		if len(command) > 0 {
			return command[len(command)-1]
		}
	}
	return ""
}

// builtFrom notes where an image's code lies, and the file with the handler that it runs.
func (b *builder) builtFrom(f *model.Function, d *Declared, directory, name string) {
	content, err := b.read(name)
	if err != nil {
		return
	}
	f.CodePath = directory
	metadata := d.Attributes.Get("Metadata")
	given := map[string]string{}
	for _, a := range metadata.Get("DockerBuildArgs").Fields() {
		if v, known := a.Value.Text(); known {
			given[a.Key] = v
		}
	}
	image := readDockerfile(string(content), metadata.Get("DockerBuildTarget").TextOr(""), given)
	handler := image.handler(d.Properties.Get("ImageConfig", "Command"))
	if handler == "" {
		return
	}
	f.Entry = handler
	for _, dir := range b.placesOf(directory, image) {
		if f.HandlerFile = b.runBy(dir, handler, image); f.HandlerFile != "" {
			return
		}
	}
}

// placesOf are the directories that the files of an image come from, those that are copied first.
func (b *builder) placesOf(directory string, image dockerfile) []string {
	var out []string
	const most = 32
	for _, source := range image.copied[:min(len(image.copied), most)] {
		source, _, _ = strings.Cut(source, "*")
		place := path.Join(directory, source)
		switch isFile, isDir := b.files.Stat(place); {
		case isFile:
			out = append(out, path.Dir(place))
		case isDir:
			out = append(out, place)
		}
	}
	return append(out, directory, path.Join(directory, "src"), path.Join(directory, "app"))
}

// runBy is the file of what an image runs, in whatever language it is.
func (b *builder) runBy(dir, handler string, image dockerfile) string {
	switch {
	case strings.Count(handler, "::") == 2:
		return b.dotnetFile(dir, handler)
	case strings.Contains(handler, "::"):
		return b.javaFile(dir, handler)
	case image.golang:
		return b.goFile(dir, path.Base(handler))
	case image.dotnet:
		return b.programFile(dir, path.Base(handler))
	}
	if extension := path.Ext(handler); extension == ".py" || extension == ".js" || extension == ".mjs" || extension == ".rb" || extension == ".sh" {
		if file := b.first(dir, path.Base(handler)); file != "" { // a script that is started as it is
			return file
		}
	}
	for _, find := range []func(*builder, string, string) string{(*builder).pythonFile, (*builder).nodeFile, (*builder).rubyFile} {
		if file := find(b, dir, handler); file != "" && strings.Contains(handler, ".") {
			return file
		}
	}
	return ""
}
