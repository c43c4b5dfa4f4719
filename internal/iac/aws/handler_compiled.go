package aws

import (
	"path"
	"strings"
)

// compiledFile is where the main function of a program is, or the script that a custom runtime starts.
func (b *builder) compiledFile(dir, handler string) string {
	name := path.Base(handler)
	if file := b.goFile(dir, name); file != "" {
		return file
	}
	if file := b.rustFile(dir, name); file != "" {
		return file
	}
	if strings.Contains(handler, ".") { // a native image of a Java class, or a script
		if file := b.javaFile(dir, handler); file != "" {
			return file
		}
		return b.first(dir, endings(moduleOf(handler), ".sh", "", ".php")...)
	}
	return b.first(dir, handler, handler+".sh")
}

// goFile is the file with the main function of a Go program: the one of the directory, else that of
// the command of a name, else that of the only command.
func (b *builder) goFile(dir, name string) string {
	if file := b.first(dir, "main.go"); file != "" {
		return file
	}
	var mains, commands []string
	for _, file := range b.goFiles(dir) {
		if b.has(file, "func main()") || b.has(file, "func main(){") {
			mains = append(mains, file)
		}
	}
	if len(mains) > 0 {
		return only(mains)
	}
	if file := b.first(dir, "cmd/"+name+"/main.go", name+"/main.go", name+".go"); file != "" {
		return file
	}
	for _, file := range b.below(path.Join(dir, "cmd"), "main.go") {
		if path.Dir(path.Dir(file)) == path.Join(dir, "cmd") || path.Dir(file) == path.Join(dir, "cmd") {
			commands = append(commands, file)
		}
	}
	return only(commands)
}

// goFiles are the Go files of a directory, without tests.
func (b *builder) goFiles(dir string) []string {
	var out []string
	for _, file := range b.filesIn(dir) {
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
			out = append(out, file)
		}
	}
	return out
}

// rustFile is the file with the main function of a Rust program: of the binary of a name, which a
// package of the workspace may have, else of the only one of the package (The Cargo Book, "Binaries").
func (b *builder) rustFile(dir, name string) string {
	manifest := b.first(dir, "Cargo.toml")
	if manifest == "" {
		return ""
	}
	bins := b.rustBinaries(manifest)
	if place, declared := bins[name]; declared && place != "" {
		return b.first(dir, place)
	}
	if file := b.first(dir, "src/bin/"+name+".rs", "src/bin/"+name+"/main.rs"); file != "" {
		return file
	}
	for _, other := range b.below(dir, "Cargo.toml") {
		if other != manifest && b.has(other, `name = "`+name+`"`) {
			return b.first(path.Dir(other), "src/main.rs", "src/bin/"+name+".rs")
		}
	}
	if file := b.first(dir, "src/main.rs"); file != "" {
		return file
	}
	var found []string
	for _, place := range bins {
		found = append(found, b.first(dir, place))
	}
	return only(found)
}

// rustBinaries are the binaries that a manifest declares, with their paths.
func (b *builder) rustBinaries(manifest string) map[string]string {
	content, err := b.read(manifest)
	if err != nil {
		return nil
	}
	out, name, place, within := map[string]string{}, "", "", false
	for line := range strings.Lines(string(content) + "\n[") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			if name != "" {
				if place == "" {
					place = "src/bin/" + name + ".rs"
				}
				out[name] = place
			}
			name, place, within = "", "", line == "[[bin]]"
		}
		key, v, _ := strings.Cut(line, "=")
		switch v = strings.Trim(strings.TrimSpace(v), `"'`); {
		case !within:
		case strings.TrimSpace(key) == "name":
			name = v
		case strings.TrimSpace(key) == "path":
			place = v
		}
	}
	return out
}
