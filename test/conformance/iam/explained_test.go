package iam_test

// explain cites the documentation for a difference; "" when there is none.
func explain(r *request, ours, theirs string) string { return "" }
