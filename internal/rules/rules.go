// Package rules holds the rules that are data, in the field's own formats, embedded in the program.
package rules

import "embed"

// FS holds the rule files: secret/*.yaml (token formats), runtime/*.yaml (ends of life),
// dataclass/*.yaml (tags that classify data), escalation/*.yaml (ways to more power),
// layer/*.yaml (publishers of layers), sink/*.yaml (where data is more than data), passing/*.yaml (what calls make of data),
// misuse/*.yaml (calls that are weak wherever their data comes from).
//
//go:embed secret/*.yaml runtime/*.yaml dataclass/*.yaml escalation/*.yaml layer/*.yaml sink/*.yaml passing/*.yaml misuse/*.yaml
var FS embed.FS
