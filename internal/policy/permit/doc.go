// Package permit measures how much policies allow: one number between 0, nothing, and 1, everything
// that the permission language can say, with its parts by what an attacker gains. It makes two states
// of a policy comparable: "92 % less".
//
// In go the resources that an application declares (NewSpace) and the policies that one identity has
// (Space.Of); out comes a Measure. docs/permissiveness.md defines the number and works an example.
//
// The measure is monotone: a further statement that allows never lowers it, a further one that denies
// never raises it. What depends on a condition or a hole counts half, and Least and Most say what the
// number can be at the outside.
package permit
