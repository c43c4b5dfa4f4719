package javascript

import (
	"regexp"
	"strings"
)

// bundled are the functions with which esbuild begins a file, as they look without blanks, whatever their names are:
// minifying shortens these (https://github.com/evanw/esbuild/blob/main/internal/runtime/runtime.go).
var bundled = []struct {
	name string
	text *regexp.Regexp
}{
	{"__export", regexp.MustCompile(`^\(\w+,\w+\)=>\{for\(var\w+in\w+\)\w+\(\w+,\w+,\{get:\w+\[\w+\],enumerable:(!0|true)\}\);?\}$`)},
	{"__toESM", regexp.MustCompile(`^\(\w+,\w+,\w+\)=>\(\w+=\w+!=null\?\w+\(\w+\(\w+\)\):\{\},`)},
	{"__toCommonJS", regexp.MustCompile(`^\w+=>\w+\(\w+\(\{\},"__esModule",\{value:(!0|true)\}\),\w+\)$`)},
}

// maxHelper is the length of the longest of them, in bytes.
const maxHelper = 400

var blanks = strings.NewReplacer(" ", "", "\n", "", "\t", "")

// bundledName is which of them a function is, "" for none.
func bundledName(n node) string {
	if n.Kind() != "arrow_function" || n.End()-n.Start() > maxHelper {
		return ""
	}
	text := blanks.Replace(n.Text())
	for _, b := range bundled {
		if b.text.MatchString(text) {
			return b.name
		}
	}
	return ""
}

// helperOf is which of the functions that compilers bring along is called.
func (r *reader) helperOf(callee node) string {
	if callee.Kind() == "identifier" {
		if b := r.lookup(callee.Text()); b != nil && b.helper != "" {
			return b.helper
		}
	}
	return helperName(callee)
}
