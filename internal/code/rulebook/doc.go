// Package rulebook is what the files of internal/rules say about calls, ready to be asked by how something is called: families of
// sinks, what calls of libraries make of data, calls that are weak by themselves. What of a function they hold for,
// internal/code/taint asks.
//
// # Where to find what
//
//   - sink.go, when.go: families of sinks, and what has to hold of a call
//   - passing.go: what calls make of data
//   - misuse.go: calls that are weak wherever their data comes from
//   - table.go: all of them, read once
package rulebook
