package fix

import "slices"

// fixers are all there are, by area and rule.
var fixers = slices.Concat(
	encryptionFixers,
	exposureFixers,
	observabilityFixers,
	pipelineFixers,
	privilegeFixers,
	recoveryFixers,
	secretFixers,
)
