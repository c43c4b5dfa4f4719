// Package eval runs function code with symbolic values: it goes from where the platform enters a function through
// everything that can be reached, and answers which calls are made to what is not part of the application, with which
// arguments. What a cloud call is, internal/code/sdk knows; where data of an attacker goes, internal/code/taint asks;
// both look at the trace and its terms (internal/code/term), and not at how they came about.
//
// A value is a term: what is known is a Constant, what is partly known a Text with holes, and what comes from outside
// stays the question how it was made: an environment variable, a part of the event, the result of a call of a library
// with its arguments. Nothing is guessed; what is lost says why (Unknown).
//
// # Where to find what
//
// What is asked and answered:
//   - eval.go: the entry and its limits
//   - snapshot.go: what is on the heap as a term
//
// The evaluation of one entry:
//   - evaluator.go: its state and its steps
//   - entry.go: from the platform into modules and handler
//   - flat.go: what is left when a limit is reached
//   - use.go: which objects of libraries an invocation uses
//   - keep.go: what an invocation leaves to the next
//   - extended.go: classes that extend one of a library
//
// What variables and objects hold:
//   - state.go: cells and branches
//   - heap.go: objects and lists
//   - join.go: one value of several
//   - copy.go: structs of Go
//   - replace.go: parts of terms that code gives another value
//   - file.go: what was written to a file
//   - write.go: entries by names that are not known
//
// Statements and expressions:
//   - statement.go
//   - expression.go, literal.go, comprehension.go
//   - assign.go
//   - loop.go, repeat.go: loops
//   - operator.go, special.go: operators
//   - equality.go: whether two values are the same
//   - attribute.go, index.go, slice.go: parts of values
//   - text.go: texts that are put together
//   - static.go: declared types
//
// Tests:
//   - guard.go: those that hold where something happens
//   - truthful.go, decision.go, ways.go: what was tested on the way to what a function answers
//   - builtin_quantifier.go: questions about all items of a list
//   - added.go: what an empty list says
//   - narrow.go, isinstance.go: what one leaves of what a variable may be
//   - checked.go: values with the tests of them
//   - fallback.go: a value where it is set, or else another
//
// Calls:
//   - call.go: arguments, and what is called
//   - apply.go: functions of the application
//   - method.go: methods
//   - outside.go: everything else, which is noted
//   - closure.go, decorate.go, emitter.go: functions that are handed on
//
// Classes and modules:
//   - class.go, instance.go, lineage.go, enum.go: classes
//   - module.go, searchpath.go: modules and where they are looked for
//
// What libraries do:
//   - builtin.go: how it is written down
//   - builtin_python*.go, builtin_javascript*.go, builtin_go.go: of a language
//   - builtin_list.go, builtin_object.go, builtin_order.go, builtin_text.go: of all
//   - json.go: documents that are known
//   - pointer.go, decode_go.go, channel_go.go, reflect_go.go: of Go alone
//   - builtin_go_buffer.go: texts that are written piece by piece
//   - environment.go, environment_go.go, environment_pydantic.go: environment variables
//
// Routers and requests:
//   - route.go, route_go.go: which function answers which route
//   - request.go, request_*.go, parameter_python.go, model_python.go, document_python.go: parts of the event under the names of frameworks
//   - nest.go, resolver_*.go: controllers, resolvers and procedures
//   - framework.go, pipeline.go, pipeline_*.go: what stands before a route
package eval
