// Package exposure asks who can reach the application, how often, and from where.
package exposure

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&routeWithoutAuth,
		&urlWithoutAuth,
		&wildcardCORS,
		&noThrottling,
		&apiKeyOnly,
		&noUsagePlan,
		&noWAF,
		&noCDN,
		&noRequestValidation,
		&defaultEndpoint,
		&graphQLIntrospection,
		&timeoutTooLong,
		&memoryOversized,
		&visibilityTooShort,
		&noReservedConcurrency,
		&concurrencyTooLow,
		&queueNoMaxConcurrency,
		&streamRetriesUnlimited,
		&noBatchWindow,
		&recursion,
		&fanOut,
		&noBudget,
		&oldTLS,
		&openSignUp,
		&noMFA,
		&weakPassword,
		&userEnumeration,
		&publicBucket,
		&publicDatabase,
		&openSecurityGroup,
		&cacheWithoutAuth,
	}
}

// label names a route: "GET /orders", or "$default" and "sendMessage" where the API's own name for it
// says all.
func label(r *model.Route) string {
	if strings.HasPrefix(r.Path, "$") || r.Protocol == "websocket" {
		return r.Path
	}
	return r.Method + " " + r.Path
}
