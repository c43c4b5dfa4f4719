package aws

import (
	"path"
	"regexp"
	"strings"
)

// bundler is what the configurations and scripts of bundlers are called.
var bundler = regexp.MustCompile(`^(?:webpack|rollup|esbuild|vite|tsup|tsdown|rspack|build)\b[\w.-]*$`)

var (
	// named is an entry of a map of entry points: a name and the source of it, alone or in a list of one.
	named = regexp.MustCompile(`(?:'([\w./-]+)'|"([\w./-]+)"|\b(\w+))\s*:\s*\[?\s*(?:path\.(?:resolve|join)\(\s*__dirname\s*,\s*)?['"](\.{0,2}/?[\w./-]+\.(?:[cm]?[jt]s|[jt]sx))['"]`)
	// entryList is a list of entry points, or the only one.
	entryList = regexp.MustCompile(`\b(?:entryPoints|entry|input)\s*:\s*(\[[^\]]*\]|['"][^'"\n]+['"])`)
	// output is where a bundler writes to.
	output = regexp.MustCompile("\\b(?:outdir|outDir|outfile|path|dir|file)\\s*:\\s*((?:path\\.)?(?:resolve|join)\\([^)]*\\)|`[^`\\n]*`|[^,}\\n]+)")
	quoted = regexp.MustCompile("['\"`]([^'\"`\n]+)['\"`]")
)

// bundleRecipes are those of a configuration of a bundler, as far as it is written plainly: its entry points, under
// each directory that the configuration names to write to. What is computed is not known.
// https://webpack.js.org/concepts/entry-points/#object-syntax https://esbuild.github.io/api/#entry-points
func bundleRecipes(file string, text []byte) []recipe {
	dir := path.Dir(file)
	var out []recipe
	for _, to := range output.FindAllSubmatch(text, -1) {
		place := lastQuoted(string(to[1]))
		if place == "" {
			continue
		}
		place = path.Join(dir, place)
		for _, m := range named.FindAllSubmatch(text, -1) {
			name := string(m[1]) + string(m[2]) + string(m[3])
			out = append(out, recipe{out: path.Join(place, name+".js"), in: path.Join(dir, string(m[4])), by: file})
		}
		for _, m := range entryList.FindAllSubmatch(text, -1) {
			var entries []string
			for _, q := range quoted.FindAllSubmatch(m[1], -1) {
				entries = append(entries, path.Join(dir, string(q[1])))
			}
			if path.Ext(place) != "" && len(entries) == 1 {
				out = append(out, recipe{out: place, in: entries[0], by: file})
				continue
			}
			out = append(out, placed(file, place, shared(entries), entries)...)
		}
	}
	return out
}

// lastQuoted is the last text of an expression that joins paths: of `${__dirname}/dist` it is dist.
func lastQuoted(expression string) string {
	found := quoted.FindAllStringSubmatch(expression, -1)
	if len(found) == 0 {
		return ""
	}
	text := strings.TrimPrefix(found[len(found)-1][1], "${__dirname}/")
	if strings.ContainsAny(text, "${}[]") {
		return ""
	}
	return text
}
