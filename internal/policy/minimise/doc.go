// Package minimise makes policies short and readable without changing what they say.
//
// In goes a policy document, out come its statements anew: what several statements say of the same actions or resources
// stands in one, what another one says already is left out. Nothing is generalised: no wildcard is written that was not
// there, unless it is asked for. The result is proved by package compare: it allows the same and it denies the same, on
// its own and beside any other policy. What cannot be proved (a part is not known before the deployment, the budget is used up)
// stays as it was written, with the reason.
//
// Each statement says which ones it was made of, so that what is known of those (why they are there, where) can be
// written beside it.
package minimise
