// Package regex reasons about the regular expressions of code: what one lets through, what of a text it takes out, how long it
// may take. In go an expression as the code writes it and texts; nothing of who holds these is known here.
//
// # Where to find what
//
//   - expression.go: the expression that a term is, as Go writes it, and parts of it
//   - sample.go: whether texts match, and a text that does
//   - time.go: expressions that may take exponential time
package regex
