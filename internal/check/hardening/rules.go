// Package hardening asks what is weak in the code of functions wherever its data comes from. Where data of somebody outside
// goes is asked by package injection.
package hardening

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&tokenNotVerified,
		&tlsNotVerified,
		&weakCrypto,
		&weakRandomness,
		&missingTimeout,
		&sensitiveDataLogged,
		&sensitiveDataStored,
		&errorDisclosed,
		&credentialInCode,
		&leakingGlobal,
		&leftoverFile,
		&missingOwnershipCheck,
		&inputNotValidated,
	}
}
