package main

import (
	"regexp"
	"strings"
)

// The separators that the last placeholder of an ARN form may not span, as bits.
const (
	noSlash = 1
	noColon = 2
)

var placeholder = regexp.MustCompile(`\$\{[^}]*\}`)

// exclusions says which separators the last placeholder of an ARN form cannot span, because a longer form of the same
// service goes on with one: a bucket's name holds no slash since `bucket/object` exists, while a role's name with path
// may hold any number of them.
func exclusions(arn string, types []iamType) byte {
	if !strings.HasSuffix(arn, "}") {
		return 0
	}
	var strict strings.Builder
	last := 0
	for _, at := range placeholder.FindAllStringIndex(arn, -1) {
		strict.WriteString(regexp.QuoteMeta(arn[last:at[0]]))
		strict.WriteString("[^:/]+")
		last = at[1]
	}
	longer := regexp.MustCompile("^" + strict.String() + "([:/]).*$")
	var out byte
	for _, t := range types {
		m := longer.FindStringSubmatch(placeholder.ReplaceAllString(t.ARN, "x"))
		switch {
		case m == nil:
		case m[1] == "/":
			out |= noSlash
		default:
			out |= noColon
		}
	}
	return out
}

// formsOf returns the further ARN forms of a resource type.
func formsOf(prefix, key string, forms []row) []string {
	var out []string
	for _, f := range forms {
		if f.cell(0) == prefix && f.cell(1) == key {
			out = append(out, f.cell(2))
		}
	}
	return out
}

// unused names a form whose resource type does not exist.
func unused(forms []row, services []iamService) string {
	known := make(map[string]bool)
	for _, s := range services {
		for _, t := range s.types {
			known[s.prefix+" "+t.Key] = true
		}
	}
	for _, f := range forms {
		if !known[f.cell(0)+" "+f.cell(1)] {
			return f.String()
		}
	}
	return ""
}
