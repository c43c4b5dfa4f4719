package injection

import (
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
)

var prompt = check.Rule{
	ID:       "injection-prompt",
	Title:    "What a model answers to untrusted data is run",
	Severity: finding.High,
	Why:      "What the caller writes to the model decides what it answers, and the function runs that: a command, a statement, code. No wording of a prompt prevents that reliably.",
	Remedy:   "Have the answer choose among what is in the code, check each call of a tool there, and ask before what cannot be undone.",
	Practice: finding.Hardening,
	References: []string{
		"https://genai.owasp.org/llmrisk/llm01-prompt-injection/",
		"https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-injection.html",
	},
	CWE:      []string{"CWE-1427"},
	OWASP:    []string{"A03:2021"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run:      func(p *check.Pass) { flows(p, "prompt", "what runs, by way of a language model") },
}
