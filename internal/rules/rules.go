// Package rules holds the rules that are data, in the field's own formats, embedded in the program.
package rules

import "embed"

// FS holds the rule files: secret/*.yaml (token formats), runtime/*.yaml (ends of life).
//
//go:embed secret/*.yaml runtime/*.yaml
var FS embed.FS
