// Package habit finds in the code of a function what is weak wherever its data comes from: calls that rules name, tokens that
// nobody verifies, secrets in logs, in tables and in the code, what stays for the next request, what nobody looked at. In go what
// internal/code/taint says of the function (which values hold a part of its event, and which one) and its operations; out come
// weaknesses with their places.
//
// # Where to find what
//
//   - habit.go: the look at one function
//
// Calls that rules name (internal/rules/misuse):
//   - misuse.go: whether a call is one, and whether what it makes is a secret
//   - unset.go: what they get where the environment says nothing
//   - prescribed.go: random numbers and digests that do no harm
//   - limited.go: waiting that is limited elsewhere
//
// Tokens:
//   - token.go: tokens that are read by hand, presented and passed on
//   - verifier.go, header.go: whether the same token is verified by another call
//   - unasked.go: whether anybody asks what was found
//   - claim.go: what is done with what a token says
//   - voucher.go: what stands before the function and may have looked at it
//   - placing.go: tokens that are no secrets
//
// What is private:
//   - credential.go: credentials in the code
//   - disclose.go, private.go: what is shown, logged or kept as it is
//   - kept.go: what stays for the next request
//
// What nobody looked at:
//   - ownership.go: whose object it is that the caller names
//   - unvalidated.go: which form it has, what a request says
package habit
