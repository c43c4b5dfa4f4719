// Package policy is the IAM policy language: it reads policy documents and answers whether a request
// is allowed.
//
// In go policies as they are written: a [model.Value] whose parts may not be known before the
// application is deployed, or plain JSON. [Parse] answers a [Document] whose every element knows
// where it was written, and the [Problem]s that would make the provider refuse it. [Compile] turns
// the policies that apply to a request (identity, resource, boundary, session, service control,
// resource control and endpoint policies) into a [Set]; [Set.Evaluate] answers a [Verdict]: allowed,
// implicitly denied, explicitly denied, or unknown because of a hole, with the deciding statement.
//
// Everything is three-valued ([Truth]): a hole is not a string and not a wildcard. A verdict is
// unknown only where what stands in the hole could change it.
//
// The rules follow the IAM User Guide; docs/iam.md lists each of them with its source.
package policy
