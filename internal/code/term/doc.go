// Package term is what an evaluation of code says of values: what is known, and of what is not known how it came about.
// internal/code/eval makes them; internal/code/sdk and internal/code/taint look at them. Here nothing is evaluated.
//
// # Where to find what
//
//   - value.go: the kinds of values, calls and tests
//   - trace.go: what evaluating an entry answers
//   - intern.go: equal terms are one pointer
//   - print.go: a term as a line
//   - constant.go: what is known of a term, and what it may be
//   - part.go: what a term is made of
//   - kind.go: what a term must be: a number, a path
//   - guard.go: tests that hold where others do
//   - argument.go: the arguments of a call
//   - name.go: how something is called, and patterns of that
package term
