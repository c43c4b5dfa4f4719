package fix

// privilegeFixers take away what nobody needs to be allowed.
var privilegeFixers = []fixer{}
