// Package compare compares IAM policies exactly: is everything that one set of policies allows also allowed by another?
//
// In go [Set]s: the policies of an identity and its permissions boundary, as [policy.Parse] answers them. Out comes a
// [Result]: equal, narrower, wider, incomparable, or unknown because of a part; with a [Witness] for each direction in
// which one set is not within the other: a request that the evaluator of package policy decides differently. A witness
// is replayed before it is shown, so "not within" is never wrong; "within" is a proof for all requests.
//
// The method: of each statement that allows, the actions that no statement of the other side takes over as a whole are
// cut into classes that no statement distinguishes. For each class the condition keys are split into cells, finitely
// many values of the request that the conditions can tell apart, and for each combination of cells a search over the
// automata of the resource patterns looks for a resource that one side allows and the other does not. What cannot be
// told because it is not known before the deployment, or because the steps are used up, is unknown with a reason.
//
// docs/compare.md has the method with its limits.
package compare
