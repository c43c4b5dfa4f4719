package secret

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&plaintextEnvironment,
		&plaintextDefault,
		&plaintextTemplate,
		&plaintextWorkflow,
		&plaintextStage,
		&literalPassword,
		&parameterNoEcho,
		&stringParameter,
		&inOutput,
		&noRotation,
		&rotationSlow,
		&readableByMany,
		&resolvedEnvironment,
		&generatedWeak,
	}
}
