package least

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// User is something that runs as an identity, or hands it on, and that is no function of the application.
type User struct {
	Element string // id
	At      model.Location
}

// attaches are the properties by which a resource gives an identity permissions, or holds it, rather than uses it.
var attaches = map[string]bool{"Roles": true, "Users": true, "Groups": true, "PolicyDocument": true}

// usersOf are the elements that refer to each identity, and are neither functions nor policies.
func usersOf(app *model.App) map[string][]User {
	roles := map[string]bool{}
	for i := range app.Identities {
		roles[app.Identities[i].ID] = true
	}
	functions := map[string]bool{}
	for i := range app.Functions {
		functions[app.Functions[i].ID] = true
	}
	users := map[string][]User{}
	for i := range app.Resources {
		r := &app.Resources[i]
		r.Properties.Walk(func(path []string, v model.Value) bool {
			if last := len(path) - 1; last >= 0 && (path[last] == "Principal" || path[last] == "NotPrincipal") {
				return false // a policy that lets it do something is not it
			}
			if len(path) == 1 && attaches[path[0]] && strings.HasPrefix(r.Type, "AWS::IAM::") {
				return false
			}
			target := v.Target()
			if roles[target] && !functions[r.ID] && !slices.ContainsFunc(users[target], func(u User) bool { return u.Element == r.ID }) {
				users[target] = append(users[target], User{Element: r.ID, At: v.At})
			}
			return true
		})
	}
	return users
}
