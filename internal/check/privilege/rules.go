// Package privilege asks who may do more than needed, or be more than meant.
package privilege

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&adminPolicy,
		&wildcardAction,
		&wildcardResource,
		&notAction,
		&notResource,
		&passRole,
		&escalation,
		&crossAccountRole,
		&crossAccountResource,
		&trustWithoutSource,
		&federatedTrustWide,
		&boundaryMissing,
		&unauthenticated,
		&accessKey,
		&publicResource,
		&confusedDeputy,
		&sharedRole,
		&unneededGrant,
		&wideGrant,
		&missingGrant,
		&unreadSecret,
		&unusedRole,
		&wideResourcePolicy,
		&widePermission,
		&unobservedGrant,
		&unexpectedUse,
		&refusedCall,
	}
}
