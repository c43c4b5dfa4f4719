// Package encryption asks whether data can be read where it lies and on its way.
package encryption

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&atRest,
		&inTransit,
		&classifiedKey,
		&environmentKey,
		&keyRotation,
		&queueTLS,
		&databaseTLS,
		&plainListener,
		&plainOrigin,
		&plainTarget,
	}
}
