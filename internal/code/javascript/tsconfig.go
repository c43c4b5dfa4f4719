package javascript

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// compiler is what matters of a tsconfig.json. https://www.typescriptlang.org/tsconfig/#paths
type compiler struct {
	Extends json.RawMessage `json:"extends"`
	Options struct {
		BaseURL string              `json:"baseUrl"`
		Paths   map[string][]string `json:"paths"`
	} `json:"compilerOptions"`
}

// mapped finds a module by the paths of the nearest tsconfig.json that has some.
func (f finder) mapped(from, name string) []string {
	for dir := path.Dir(from); ; dir = path.Dir(dir) {
		for _, config := range []string{"tsconfig.json", "tsconfig.base.json", "jsconfig.json"} {
			if found := f.configured(path.Join(dir, config), name, 0); found != nil {
				return found
			}
		}
		if dir == "." {
			return nil
		}
	}
}

// maxExtends is how many configurations may extend one another.
const maxExtends = 8

func (f finder) configured(file, name string, depth int) []string {
	if depth > maxExtends || strings.HasPrefix(file, "../") {
		return nil
	}
	data, err := f.files.Read(file)
	if err != nil || len(data) > maxText {
		return nil
	}
	var c compiler
	if json.Unmarshal(plain(data), &c) != nil {
		return nil
	}
	dir := path.Dir(file)
	base := path.Join(dir, c.Options.BaseURL)
	for _, pattern := range byLength(c.Options.Paths) {
		before, after, star := strings.Cut(pattern, "*")
		if !star && pattern != name || star && (len(name) < len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after)) {
			continue
		}
		hole := ""
		if star {
			hole = name[len(before) : len(name)-len(after)]
		}
		for _, t := range c.Options.Paths[pattern] {
			if found := f.module(clean(path.Join(base, strings.Replace(t, "*", hole, 1)))); found != nil {
				return found
			}
		}
	}
	if c.Options.BaseURL != "" {
		if found := f.module(clean(path.Join(base, name))); found != nil {
			return found
		}
	}
	for _, e := range extended(c.Extends) {
		if !strings.HasPrefix(e, ".") {
			continue
		}
		e = path.Join(dir, e)
		if path.Ext(e) != ".json" {
			e += ".json"
		}
		if found := f.configured(e, name, depth+1); found != nil {
			return found
		}
	}
	return nil
}

func extended(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}
	}
	var several []string
	_ = json.Unmarshal(raw, &several)
	return several
}

// byLength are the patterns, those that say most first.
func byLength(paths map[string][]string) []string {
	var list []string
	for p := range paths {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return list
}

// plain is JSON without comments and commas before a closing bracket, which TypeScript allows.
func plain(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			end := quoted(text, i)
			out = append(out, text[i:end+1]...)
			i = end
		case c == '/' && i+1 < len(text) && text[i+1] == '/':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case c == '/' && i+1 < len(text) && text[i+1] == '*':
			i += 2
			for i+1 < len(text) && (text[i] != '*' || text[i+1] != '/') {
				i++
			}
			i++
		case c == '}' || c == ']':
			for len(out) > 0 && strings.ContainsRune(" \t\r\n", rune(out[len(out)-1])) {
				out = out[:len(out)-1]
			}
			if len(out) > 0 && out[len(out)-1] == ',' {
				out = out[:len(out)-1]
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// quoted is the last byte of the string that begins at a byte.
func quoted(text []byte, start int) int {
	end := start + 1
	for end < len(text) && text[end] != '"' {
		if text[end] == '\\' {
			end++
		}
		end++
	}
	return min(end, len(text)-1)
}
