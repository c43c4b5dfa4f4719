package aws

import (
	"encoding/json"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// recipe says what a build makes of what: the file or directory at out of the one at in.
type recipe struct {
	out, in string
	by      string // the file that says so
	tree    bool   // of directories: everything below
}

// recipes are what the build scripts and configurations of the scanned directory make, in the order of the files.
func (b *builder) recipes() []recipe {
	if b.index.recipes != nil {
		return b.index.recipes
	}
	out := []recipe{}
	for _, file := range b.files.Files() {
		read := recipesOf(path.Base(file))
		if read == nil || inAssembly(file) {
			continue
		}
		if text, err := b.read(file); err == nil && len(text) <= maxRecipe {
			out = append(out, read(file, text)...)
		}
	}
	b.index.recipes = out
	return out
}

// maxRecipe is the size up to which a build script is read, in bytes.
const maxRecipe = 256 << 10

// recipesOf is how the recipes of a file are read, by its name; nil for what is no build script.
func recipesOf(name string) func(file string, text []byte) []recipe {
	extension := path.Ext(name)
	switch {
	case name == "package.json":
		return scriptRecipes
	case strings.HasPrefix(name, "tsconfig") && extension == ".json":
		return compilerRecipes
	case name == "Makefile" || name == "makefile" || extension == ".mk" || extension == ".sh",
		extension == ".yml" && (strings.HasPrefix(name, "buildspec") || strings.HasPrefix(name, "Taskfile")):
		return lineRecipes
	case slices.Contains(scripts, extension) && bundler.MatchString(name):
		return bundleRecipes
	}
	return nil
}

// scriptRecipes are those of the scripts of a package.json.
func scriptRecipes(file string, text []byte) []recipe {
	var manifest struct {
		Scripts map[string]string `json:"scripts"`
	}
	if json.Unmarshal(text, &manifest) != nil {
		return nil
	}
	var out []recipe
	for _, name := range slices.Sorted(maps.Keys(manifest.Scripts)) {
		out = append(out, commandRecipes(file, path.Dir(file), manifest.Scripts[name])...)
	}
	return out
}

// lineRecipes are those of the lines of a shell script or a Makefile. A script may be started in its own directory or
// at the top.
func lineRecipes(file string, text []byte) []recipe {
	var out []recipe
	for line := range strings.Lines(strings.ReplaceAll(string(text), "\\\n", " ")) {
		out = append(out, commandRecipes(file, path.Dir(file), line)...)
		if path.Ext(file) == ".sh" && path.Dir(file) != "." {
			out = append(out, commandRecipes(file, ".", line)...)
		}
	}
	return out
}

// between are what stands between the commands of a line.
var between = regexp.MustCompile(`&&|\|\||[;&|\n]`)

// commandRecipes are those of a line of commands that begins in a directory.
func commandRecipes(file, dir, line string) []recipe {
	var out []recipe
	for _, command := range between.Split(line, -1) {
		words := strings.Fields(strings.NewReplacer(`"`, " ", "'", " ", "(", " ", ")", " ").Replace(command))
		for i, word := range words {
			switch {
			case word == "cd" && i+1 < len(words):
				dir = path.Join(dir, words[i+1])
			case path.Base(word) == "esbuild":
				out = append(out, esbuildRecipes(file, dir, words[i+1:])...)
			case word == "build" && i > 0 && words[i-1] == "go":
				out = append(out, goRecipes(file, dir, words[i+1:])...)
			default:
				continue
			}
			break
		}
	}
	return out
}

// esbuildRecipes are those of the arguments of esbuild. https://esbuild.github.io/api/#outdir
func esbuildRecipes(file, dir string, arguments []string) []recipe {
	var entries []string
	outfile, outdir, base := "", "", ""
	for _, a := range arguments {
		name, v, _ := strings.Cut(a, "=")
		switch {
		case name == "--outfile":
			outfile = v
		case name == "--outdir":
			outdir = v
		case name == "--outbase":
			base = v
		case !strings.HasPrefix(a, "-"):
			entries = append(entries, path.Join(dir, a))
		}
	}
	switch {
	case outfile != "" && len(entries) == 1:
		return []recipe{{out: path.Join(dir, outfile), in: entries[0], by: file}}
	case outdir == "":
		return nil
	case base != "":
		base = path.Join(dir, base)
	default:
		base = shared(entries)
	}
	return placed(file, path.Join(dir, outdir), base, entries)
}

// placed are the recipes of entry points that a bundler puts below a directory as they stand below another.
func placed(by, outdir, base string, entries []string) []recipe {
	var out []recipe
	for _, entry := range entries {
		if strings.Contains(entry, "*") {
			before, _, _ := strings.Cut(entry, "*")
			if base != "." && !strings.HasPrefix(before, base+"/") {
				before = base + "/"
			}
			out = append(out, recipe{out: outdir, in: path.Clean(before), by: by, tree: true})
			continue
		}
		rest := strings.TrimPrefix(entry, base+"/")
		out = append(out, recipe{out: path.Join(outdir, rest), in: entry, by: by})
	}
	return out
}

// shared is the lowest directory that all the files are in.
func shared(files []string) string {
	dir := ""
	for i, file := range files {
		before, _, _ := strings.Cut(file, "*")
		d := path.Dir(before + "x")
		if i == 0 {
			dir = d
		}
		for dir != "." && d != dir && !strings.HasPrefix(d, dir+"/") {
			dir = path.Dir(dir)
		}
	}
	return dir
}

// goRecipes are those of the arguments of go build: of -o FILE and the package, the last argument.
func goRecipes(file, dir string, arguments []string) []recipe {
	for i, a := range arguments {
		if a != "-o" || i+2 >= len(arguments) {
			continue
		}
		last := arguments[len(arguments)-1]
		if strings.HasPrefix(last, "-") {
			return nil
		}
		return []recipe{{out: path.Join(dir, arguments[i+1]), in: path.Join(dir, last), by: file}}
	}
	return nil
}

// compilerRecipes is that of a tsconfig.json. https://www.typescriptlang.org/tsconfig/#rootDir
func compilerRecipes(file string, text []byte) []recipe {
	found := outDir.FindSubmatch(text)
	if found == nil {
		return nil
	}
	dir := path.Dir(file)
	out := path.Join(dir, string(found[1]))
	if root := rootDir.FindSubmatch(text); root != nil {
		return []recipe{{out: out, in: path.Join(dir, string(root[1])), by: file, tree: true}}
	}
	// Without rootDir it is the lowest directory that all files are in: which it is, shows in what is there.
	return []recipe{{out: out, in: path.Join(dir, "src"), by: file, tree: true}, {out: out, in: dir, by: file, tree: true}}
}

var (
	outDir  = regexp.MustCompile(`(?m)^[^\n/]*"outDir"\s*:\s*"([^"\n$]+)"`)
	rootDir = regexp.MustCompile(`(?m)^[^\n/]*"rootDir"\s*:\s*"([^"\n$]+)"`)
)
