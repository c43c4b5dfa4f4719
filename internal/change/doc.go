// Package change answers which access a change of an application adds and which it takes away, and for whom.
//
// In go the models of two revisions; out come [Actor]s: identities of the application, functions that run as another
// identity than before, and resources whose own policies say who may use them. What each gained and lost is proved, or
// shown with a request that one revision allows and the other does not (package compare): how statements are cut, ordered
// or named makes no difference. docs/compare.md has the method.
package change
