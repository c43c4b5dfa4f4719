package samconfig

import (
	"path"
	"strings"
)

// commands deploy a template, the usual one first. What an environment says for the first of them
// that it has comes before what it says for all commands.
var commands = []string{"deploy", "sync", "build"}

const (
	section   = "parameters"
	everyone  = "global"
	overrides = "parameter_overrides"
)

// environment reads one environment. Its values are those of "global", with those of the command in
// their place (AWS SAM developer guide, "Configuration file basics").
func (d *document) environment(files Files, name string, v *value) Environment {
	e := Environment{Name: name, Line: d.line([]string{name}), Parameters: map[string]string{}, Unknown: map[string]string{}}
	r := reader{files: files, document: d, into: &e, dir: path.Dir(d.path), stack: map[string]bool{}}
	e.Template = r.template(v)
	for option, into := range map[string]*string{"region": &e.Region, "stack_name": &e.Stack} {
		switch found, at := r.option(v, option); {
		case found == nil:
		case found.kind == text && len(found.text) <= maxValue:
			*into = found.text
		default:
			r.note(at, option+" should be a text, not "+found.name())
		}
	}
	if found, at := r.option(v, overrides); found != nil {
		r.parameters(found, at)
	}
	return e
}

// command is the command of an environment that deploys.
func command(v *value) string {
	for _, c := range commands {
		if v.get(c) != nil {
			return c
		}
	}
	return everyone
}

// option is what an environment says for an option, and the keys that lead there.
func (r *reader) option(v *value, name string) (*value, []string) {
	for _, c := range []string{command(v), everyone} {
		parameters := v.get(c, section)
		for _, spelled := range []string{name, strings.ReplaceAll(name, "_", "-")} {
			if found := parameters.get(spelled); found != nil {
				return found, []string{r.into.Name, c, section, spelled}
			}
		}
	}
	return nil, nil
}

// template is the template that is deployed. Where a deployment takes what "sam build" or "sam
// package" leaves, it is the one that is built.
func (r *reader) template(v *value) string {
	for _, c := range append(commands, everyone, "validate", "package") {
		for _, option := range []string{"template_file", "template", "template-file"} {
			found := v.get(c, section, option)
			if found == nil || found.kind != text {
				continue
			}
			name := path.Join(r.dir, found.text)
			if isFile, _ := r.files.Stat(name); isFile && !path.IsAbs(found.text) && !strings.Contains("/"+name, "/.aws-sam/") && !strings.HasPrefix(path.Base(name), "packaged") {
				return name
			}
		}
	}
	for _, name := range []string{"template.yaml", "template.yml", "template.json"} {
		name = path.Join(r.dir, name)
		if isFile, _ := r.files.Stat(name); isFile {
			return name
		}
	}
	return ""
}
