package taint_test

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkTests follows data behind a row of tests of which one of several holds, as code that looks at what came in has them:
// with each test more, the same again and not twice as much.
func BenchmarkTests(b *testing.B) {
	for _, tests := range []int{8, 16, 32} {
		var text strings.Builder
		text.WriteString("import os\ndef handler(event, context):\n    x = event['queryStringParameters']['q']\n")
		for i := range tests {
			fmt.Fprintf(&text, "    if '%d' in x and '!' in x:\n        return None\n", i)
		}
		text.WriteString("    os.system('show ' + x)\n")
		b.Run(fmt.Sprint(tests), func(b *testing.B) {
			for b.Loop() {
				follow(b, "app.py", text.String())
			}
		})
	}
}
