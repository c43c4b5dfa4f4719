// Package injection asks where data that somebody outside holds becomes more than data: a part of a command, of a
// query, of a path. The ways that the data takes are in the model (model.Flow); a rule is about one family of places
// where they end.
package injection

import "github.com/sconce-dev/sconce/internal/check"

// Rules are the rules of this area.
func Rules() []*check.Rule {
	return []*check.Rule{
		&command,
		&code,
		&deserialisation,
		&template,
		&sql,
		&nosql,
		&path,
		&zipSlip,
		&ssrf,
		&xxe,
		&ldap,
		&resource,
		&html,
		&redirect,
		&regex,
		&prototype,
		&xpath,
		&mail,
		&presignedKey,
		&prompt,
		&header,
		&log,
		&unboundedWork,
	}
}
