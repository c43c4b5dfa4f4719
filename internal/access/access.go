// Package access answers who in an application can do what to a resource, and through which
// statement: it puts the model's grants to the policy evaluator, identity by identity and action by
// action.
package access

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Actor is somebody who can do something to the resource, or might.
type Actor struct {
	Name      string // id of an identity, a service such as s3.amazonaws.com, an ARN, or "*" for everybody
	Kind      Kind
	Functions []string // ids of the functions that run as it
	Rights    []Right  // by level, worst first
}

// Kind says what an actor is.
type Kind string

// The kinds of actor.
const (
	Identity Kind = "identity" // of the application
	Service  Kind = "service"
	Foreign  Kind = "foreign" // somebody whom the resource's own policy names
	Anybody  Kind = "anybody"
)

// Right is what an actor can do of one level.
type Right struct {
	Level   catalogue.Level
	Allowed []string // actions, on all of the resource
	Perhaps []string // actions on a part of it, or under a condition, or where a hole decides
	Through []string // ids of the deciding grants
}

// To answers who can do what to a resource, function or identity of the application. It reports
// false where there is none of that id.
func To(app *model.App, id string) ([]Actor, bool) {
	arn, kind, ok := element(app, id)
	if !ok {
		return nil, false
	}
	q := question{app: app, id: id, targets: targetsOf(id, arn, kind)}
	q.resource, q.resourceGrants = documentOf(app, func(g *model.Grant) bool { return g.Resource == id })
	var actors []Actor
	for i := range app.Identities {
		identity := &app.Identities[i]
		if identity.ID == id {
			continue
		}
		a := Actor{Name: identity.ID, Kind: Identity, Functions: app.FunctionsOf(identity.ID)}
		if a.Rights = q.identity(identity); len(a.Rights) > 0 {
			actors = append(actors, a)
		}
	}
	return append(actors, q.outsiders()...), true
}

// element is the ARN of an element of the application and the provider's name of its type.
func element(app *model.App, id string) (arn model.Value, kind string, ok bool) {
	if r, ok := app.Resource(id); ok {
		return r.ARN, r.Type, true
	}
	if f, ok := app.Function(id); ok {
		return f.ARN, "AWS::Lambda::Function", true
	}
	if i, ok := app.Identity(id); ok {
		return i.ARN, "AWS::IAM::" + string(i.Kind), true
	}
	return model.Value{}, "", false
}

// question is what is asked about one resource.
type question struct {
	app            *model.App
	id             string
	targets        []target
	resource       *policy.Document // its own policy
	resourceGrants []string         // id of each statement's grant
}
