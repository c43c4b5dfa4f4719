// Package flow puts the flows of an application together: from what internal/code/taint says of each function, which parts of
// its event get to sinks and what it hands on, backwards to who sends these parts. Nothing of code is looked at again.
//
// # Where to find what
//
//   - bench.go: flows from function to function
//   - source.go: parts of the event, by trigger, and who holds them
//   - parcel.go: what a function hands on
//   - reply.go: what other functions answer
//   - workflow.go: what state machines hand on
package flow
