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
	resourcesKey  = regexp.MustCompile(`(?m)(^\s*"?Resources"?\s*:|[{,]\s*"Resources"\s*:)`)
	resourceType  = regexp.MustCompile(`["']?Type["']?\s*:\s*["']?(AWS|Custom|Alexa)::`)
	formatVersion = []byte("AWSTemplateFormatVersion")
)

// claimsToBeTemplate reports whether a text says that it is a template, well-formed or not: files
// that do and cannot be read are refused aloud, all others are passed over.
func claimsToBeTemplate(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !bytes.Contains(text, []byte("Resources")) {
		return bytes.Contains(text, formatVersion)
	}
	return bytes.Contains(text, formatVersion) || resourcesKey.Match(text) && resourceType.Match(text)
}

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
