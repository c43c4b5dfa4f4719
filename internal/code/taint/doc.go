// Package taint follows what somebody outside holds to where it is more than data: from the event, through the terms of
// an evaluation (internal/code/term), into an argument of a call that makes a command, a query, a path, an address of it.
//
// Which calls these are, and what makes data harmless on the way, internal/code/rulebook knows. In go an evaluation of one
// function and its operations; out come the parts of its event that get to sinks, whoever holds these. Flows through the
// application are put together of that in internal/code/flow; what is weak wherever data comes from, internal/code/habit finds.
//
// # Where to find what
//
// What is asked and answered:
//   - taint.go: the work on one function
//   - function.go: where parts of its event get to
//   - holder.go: parts of the event about which nobody outside decides
//
// Where it is more than data:
//   - feature.go: what was turned on before
//   - walk.go: what of an argument is somebody's
//   - document.go: parts of what was read, and of what is read back
//   - form.go: what does harm in the form of a sink
//   - shape.go: documents whose entries somebody chooses
//   - host.go: who says which host an address leads to
//   - within.go: names that begin with what the code says
//   - domain.go: the host of an address, and what it is below
//   - line.go: what breaks a line of the log
//   - work.go: numbers that say how much
//   - page.go, response.go, answer.go: what a browser gets
//   - pollute.go, backtrack.go: objects of all objects, slow patterns
//
// What makes it harmless:
//   - guard.go, question.go: tests and what is asked in them
//   - clean.go: what did no harm
//   - collection.go: tests of all items, or of some
//   - below.go: paths that stand below another one
//   - outside.go: addresses that are none within
//   - vetted.go: what a library was asked about
//   - witness.go, pattern.go: texts that a test lets through
//   - remove.go: parts taken out
//   - schema.go, builder.go, typed.go, marshmallow.go: schemas and declared types
//   - quote.go: quotes that stand twice
//   - middleware.go: what stands before a route
//   - signed.go: what was signed
package taint
