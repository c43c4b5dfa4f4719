// Package catalogue answers what the provider's permission language contains: which services, actions, resource types
// and condition keys exist, how they belong together, which actions a call of an SDK operation needs, and what the
// policies that the provider manages say.
//
// In go names, patterns and ARNs as policies write them; out come small values: an Action, a Service, a ResourceType
// and a ConditionKey are dense integers with methods, so that later code can keep sets of them as bits. What is not in
// the catalogue is answered with ok == false, never with an empty thing: an unknown managed policy is not a policy
// without statements, and an unknown operation is not one that needs nothing.
//
// The data is generated from pinned sources (see Provenance and docs/catalogue.md), embedded, and decoded at the first
// question that needs it. Everything is safe for concurrent use and nothing here reads a file or the network.
package catalogue

//go:generate go run ./generate
