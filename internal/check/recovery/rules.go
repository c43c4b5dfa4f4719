// Package recovery asks whether what is deleted or overwritten, by accident or by somebody who got in,
// can be had back.
package recovery

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&noPointInTime,
		&notVersioned,
		&deletionUnprotected,
		&noBackup,
	}
}
