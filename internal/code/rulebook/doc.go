// Package rulebook is what is known of calls, ready to be asked by how something is called: what the files of internal/rules say,
// families of sinks, what calls of libraries make of data, calls that are weak by themselves; and what reads, writes and hands on
// documents. What of a function it holds for, internal/code/taint and internal/code/habit ask.
//
// # Where to find what
//
//   - sink.go, when.go: families of sinks, and what has to hold of a call
//   - passing.go: what calls make of data
//   - misuse.go: calls that are weak wherever their data comes from
//   - table.go: all of these files, read once
//   - library.go: calls that read and write documents, and parts of texts
//   - channel.go: what an operation hands on, where it is received
package rulebook
