package cloudformation

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// couldBeTemplate reports whether a file's name may be that of a template.
func couldBeTemplate(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".template", ".cfn":
		return true
	}
	return false
}

var (
	resourcesWord = []byte("Resources")
	resourceType  = regexp.MustCompile(`Type["']?\s*:\s*["']?(AWS|Custom|Alexa)::`) // begins with a word: it is searched for first
	formatVersion = []byte("AWSTemplateFormatVersion")
)

// claimsToBeTemplate reports whether a text says that it is a template, well-formed or not: files
// that do and cannot be read are refused aloud, all others are passed over.
func claimsToBeTemplate(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	return bytes.Contains(text, formatVersion) || hasResourcesKey(text) && resourceType.Match(text)
}

// hasResourcesKey reports whether the word Resources is a key: first in a line, or quoted behind a
// brace or a comma. Every document of a directory is asked this, so that no expression is matched.
func hasResourcesKey(text []byte) bool {
	for from := 0; ; {
		i := bytes.Index(text[from:], resourcesWord)
		if i < 0 {
			return false
		}
		before, after := text[:from+i], text[from+i+len(resourcesWord):]
		from += i + len(resourcesWord)
		rest := bytes.TrimPrefix(after, quote)
		if key := bytes.TrimLeft(rest, space); len(key) == 0 || key[0] != ':' {
			continue
		}
		unquoted := bytes.TrimSuffix(before, quote)
		quoted := len(unquoted) < len(before) && len(rest) < len(after)
		left := bytes.TrimRight(unquoted, space)
		first := len(left) == 0 || bytes.IndexByte(unquoted[len(left):], '\n') >= 0
		if first || quoted && (left[len(left)-1] == '{' || left[len(left)-1] == ',') {
			return true
		}
	}
}

const space = " \t\r\n\f"

var quote = []byte{'"'}

// isTemplate reports whether a document has the shape of a template: a map with Resources, and a
// format version, a transform or at least one resource with a type.
func isTemplate(root *source.Node) bool {
	if root == nil || root.Kind != source.Map {
		return false
	}
	if root.Get("AWSTemplateFormatVersion") != nil {
		return true
	}
	resources := root.Get("Resources")
	if resources == nil || resources.Kind != source.Map {
		return false
	}
	for i, r := range resources.Items {
		if strings.HasPrefix(resources.Keys[i].Text, "Fn::") {
			return true // a loop or an include that makes resources
		}
		if kind, ok := r.Get("Type").Scalar(); ok && strings.Contains(kind, "::") {
			return true
		}
	}
	return false
}

// IsTemplate reports whether a file of a directory looks like a template.
func IsTemplate(tree *source.Tree, name string) bool {
	if !couldBeTemplate(name) {
		return false
	}
	text, err := tree.ReadPrefix(name, large)
	return err == nil && claimsToBeTemplate(text)
}
