package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var prompt = check.Rule{
	ID:       "injection-prompt",
	Title:    "Untrusted data is asked of a model that has tools",
	Severity: finding.Medium,
	Why:      "What the caller writes to the model decides what its tools do, with the function's role. No wording of a prompt prevents that reliably.",
	Remedy:   "Give the model tools that may do no more than the caller, check each call of a tool in code, and ask before what cannot be undone.",
	Practice: finding.Hardening,
	References: []string{
		"https://genai.owasp.org/llmrisk/llm01-prompt-injection/",
		"https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-injection.html",
	},
	CWE:      []string{"CWE-1427"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "prompt", "a question to a model that has tools") },
}
