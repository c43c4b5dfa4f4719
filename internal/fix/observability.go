package fix

import "github.com/sconce-dev/sconce/internal/source/splice"

// observabilityFixers make seen what happens unseen.
var observabilityFixers = []fixer{
	settings("observability-tracing-off",
		setting{kind: "AWS::Serverless::Function", path: "Tracing", value: splice.Text("Active"), touches: []Mark{
			{Path: "TracingConfig"}, {Element: "Role", Path: "ManagedPolicyArns", Actions: []string{"xray:*"}},
		}},
	),
}
