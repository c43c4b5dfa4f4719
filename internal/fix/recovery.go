package fix

// recoveryFixers keep what could be lost.
var recoveryFixers = []fixer{}
