package fix

// privilegeFixers take away what nobody needs to be allowed.
var privilegeFixers = []fixer{
	{"privilege-boundary-missing", addBoundary},
	{"privilege-confused-deputy", sayForWhom},
	{"privilege-cross-account-role", externalID},
	{"privilege-federated-trust-wide", ownGuests},
	{"privilege-pass-role", passOne},
	{"privilege-public-resource", keepToOwn},
	{"privilege-trust-without-source", trustForOwn},
	{"privilege-unauthenticated-identity", refuseGuests},
	{"privilege-wildcard-resource", nameResource},
}
