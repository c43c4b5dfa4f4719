// Package pipeline asks whether what runs is what was meant to be shipped, and still maintained.
package pipeline

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&endOfLifeRuntime,
		&codeSigning,
		&codeSigningWarn,
		&imageByTag,
		&layerOtherAccount,
		&noApproval,
		&noSecurityStage,
		&buildPrivileged,
		&buildPlaintextEnvironment,
		&buildLogOff,
		&artifactStoreUnprotected,
		&registryScanOff,
		&registryTagsMutable,
		&sourceToken,
		&untrustedBuilds,
		&buildInsecureSSL,
	}
}
