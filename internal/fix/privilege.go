package fix

// privilegeFixers take away what nobody needs to be allowed.
var privilegeFixers = []fixer{
	{"privilege-boundary-missing", addBoundary},
	{"privilege-confused-deputy", sayForWhom},
	{"privilege-cross-account-role", externalID},
	{"privilege-federated-trust-wide", ownGuests},
	{"privilege-admin-policy", leaveNeeded},
	{"privilege-missing-grant", leaveNeeded},
	{"privilege-pass-role", orElse(leaveNeeded, passOne)},
	{"privilege-public-resource", keepToOwn},
	{"privilege-refused-call", leaveNeeded},
	{"privilege-shared-role", splitRole},
	{"privilege-trust-without-source", trustForOwn},
	{"privilege-unauthenticated-identity", refuseGuests},
	{"privilege-unneeded-grant", leaveNeeded},
	{"privilege-unobserved-grant", leaveNeeded},
	{"privilege-unread-secret", leaveNeeded},
	{"privilege-unused-role", removeRole},
	{"privilege-wide-grant", leaveNeeded},
	{"privilege-wide-permission", narrowPermission},
	{"privilege-wide-resource-policy", leaveGuest},
	{"privilege-wildcard-action", orElse(leaveNeeded, func(c *Case) (Proposal, error) { return Proposal{}, adviseActions(c) })},
	{"privilege-wildcard-resource", orElse(leaveNeeded, nameResource)},
}
