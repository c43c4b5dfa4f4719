// Package sdk answers which calls of a function's code are operations of the provider, or connections elsewhere: which
// call of a library is which operation, with which permissions, on which resource of the application.
//
// In go the terms of an evaluation (internal/code/term) and the application that the function belongs to; out come
// model.Calls. Each library has a file that says which of its calls are which requests; what a request needs,
// internal/policy/catalogue knows; which parameter names what it is about stands in data/targets.tsv; and names are
// joined to the elements of the application, through the function's environment variables, by what is here alone.
//
// No name is bound to an element that could be another one: then the target is unknown, and says why.
//
// # Where to find what
//
// What is asked and answered:
//   - sdk.go: the calls of a function
//   - operation.go: an operation with what it is given
//
// Which call is which request:
//   - request.go: requests, and as whom they are made
//   - actor.go: what requests are made with
//   - path.go: how a library calls something
//   - input.go: what a request says
//   - credential.go: whose credentials
//   - region.go, regionset.go: in which region
//
// Libraries:
//   - boto.go, botoresource.go: Python
//   - javascript.go: both SDKs of JavaScript
//   - golang.go: both SDKs of Go
//   - mapper.go, classes.go: objects for tables
//   - powertools.go, middleware.go: Powertools, middy
//   - wrapper.go: objects by their address
//   - mail.go, hosted.go, egress.go: mail, hosts, connections
//   - signed.go: requests that are signed by hand
//   - handed.go: libraries that get a client and are not known here
//
// Which permissions a request takes:
//   - need.go: needs and their circumstances
//   - condition.go: what a statement may ask beside
//   - unset.go: calls behind a test that never holds
//   - taskrole.go, athena.go: what tasks and queries take beside
//
// What a request is about:
//   - target.go, rule.go, tables.go: by the tables in data
//   - identify.go: what a name means
//   - element.go, likeness.go, within.go: elements of the application, by their names
//   - s3name.go: buckets and objects
//   - statement.go, query.go: tables in statements
//
// How something is called:
//   - name.go, names.go: texts with holes
//   - address.go: ARNs
//   - piece.go: pieces of texts
//   - answer.go: what earlier requests answered
package sdk
