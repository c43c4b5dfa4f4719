package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// ModelSchema names the version of the model document.
const ModelSchema = "sconce.model/v1"

type modelDocument struct {
	Schema       string     `json:"schema"`
	Environments []string   `json:"environments,omitempty"`
	Apps         []modelApp `json:"apps"`
	Errors       []refusal  `json:"errors,omitempty"`
}

type refusal struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

type modelApp struct {
	ID         string          `json:"id"`
	Templates  []string        `json:"templates"`
	Functions  []modelFunction `json:"functions"`
	Routes     []modelRoute    `json:"routes"`
	Stages     []modelStage    `json:"stages"`
	Identities []modelIdentity `json:"identities"`
	Grants     []modelGrant    `json:"grants"`
	Resources  []modelResource `json:"resources"`
	Secrets    []modelSecret   `json:"secrets"`
	Inputs     []modelInput    `json:"inputs"`
	Edges      []modelEdge     `json:"edges"`
	Unknowns   []modelGap      `json:"unknowns"`
	Excluded   []modelExcluded `json:"excluded"`
}

type place struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"endLine"`
}

func placeOf(l model.Location) place { return place{File: l.File, Line: l.Line, EndLine: l.EndLine} }

type modelFunction struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	place
	Runtime     model.Value            `json:"runtime"`
	Handler     model.Value            `json:"handler"`
	CodePath    string                 `json:"codePath"`
	HandlerFile string                 `json:"handlerFile"`
	Inline      bool                   `json:"inline"`
	Role        model.Value            `json:"role"`
	Env         map[string]model.Value `json:"env"`
	Timeout     model.Value            `json:"timeout"`
	Memory      model.Value            `json:"memory"`
	Concurrency model.Value            `json:"concurrency"`
	Layers      []model.Value          `json:"layers"`
	Triggers    []modelTrigger         `json:"triggers"`
	Path        string                 `json:"path,omitempty"`
	Library     string                 `json:"library,omitempty"`
	Conditional string                 `json:"conditional,omitempty"`
}

type modelTrigger struct {
	ID   string            `json:"id"`
	Kind model.TriggerKind `json:"kind"`
	From string            `json:"from"`
	place
}

type modelRoute struct {
	ID string `json:"id"`
	place
	Protocol    string         `json:"protocol"`
	API         string         `json:"api"`
	Method      string         `json:"method"`
	Path        string         `json:"path"`
	Auth        model.AuthKind `json:"auth"`
	AuthReason  string         `json:"authReason,omitempty"`
	Authorizer  string         `json:"authorizer"`
	Public      bool           `json:"public"`
	Private     bool           `json:"private"`
	Function    string         `json:"function"`
	Throttle    modelThrottle  `json:"throttle"`
	Validation  model.Value    `json:"validation"`
	Timeout     model.Value    `json:"timeout"`
	CORS        modelCORS      `json:"cors"`
	Conditional string         `json:"conditional,omitempty"`
}

type modelStage struct {
	ID string `json:"id"`
	place
	API         string        `json:"api"`
	Throttle    modelThrottle `json:"throttle"`
	Tracing     model.Value   `json:"tracing"`
	AccessLog   model.Value   `json:"accessLog"`
	Conditional string        `json:"conditional,omitempty"`
}

type modelThrottle struct {
	Rate  model.Value `json:"rate"`
	Burst model.Value `json:"burst"`
}

type modelCORS struct {
	Origins     model.Value `json:"origins"`
	Methods     model.Value `json:"methods"`
	Headers     model.Value `json:"headers"`
	Credentials model.Value `json:"credentials"`
}

type modelIdentity struct {
	ID   string             `json:"id"`
	Name string             `json:"name"`
	Kind model.IdentityKind `json:"kind"`
	place
	Trust       model.Value   `json:"trust"`
	Managed     []model.Value `json:"managed"`
	Boundary    model.Value   `json:"boundary"`
	Functions   []string      `json:"functions"`
	Path        string        `json:"path,omitempty"`
	Library     string        `json:"library,omitempty"`
	Conditional string        `json:"conditional,omitempty"`
}

type modelGrant struct {
	ID            string          `json:"id"`
	Identity      string          `json:"identity"`
	Resource      string          `json:"resource"`
	Effect        model.Effect    `json:"effect"`
	Principals    model.Value     `json:"principals"`
	NotPrincipals model.Value     `json:"notPrincipals"`
	Actions       []model.Value   `json:"actions"`
	NotActions    []model.Value   `json:"notActions"`
	Resources     []model.Value   `json:"resources"`
	NotResources  []model.Value   `json:"notResources"`
	Conditions    model.Value     `json:"conditions"`
	Mechanism     model.Mechanism `json:"mechanism"`
	Policy        string          `json:"policy"`
	Provided      bool            `json:"provided"`
	Sid           string          `json:"sid"`
	place
	Conditional string `json:"conditional,omitempty"`
}

type modelResource struct {
	ID   string             `json:"id"`
	Kind model.ResourceKind `json:"kind"`
	Type string             `json:"type"`
	Name model.Value        `json:"name"`
	place
	Properties  model.Value `json:"properties"`
	Attributes  model.Value `json:"attributes"`
	Path        string      `json:"path,omitempty"`
	Library     string      `json:"library,omitempty"`
	Conditional string      `json:"conditional,omitempty"`
}

type modelSecret struct {
	ID   string           `json:"id"`
	Kind model.SecretKind `json:"kind"`
	Name model.Value      `json:"name"`
	place
	Rotated bool     `json:"rotated"`
	Readers []string `json:"readers"`
}

type modelInput struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
	place
	Default model.Value `json:"default"`
	Hidden  bool        `json:"hidden"`
}

type modelEdge struct {
	From string         `json:"from"`
	To   string         `json:"to"`
	Kind model.EdgeKind `json:"kind"`
	Via  string         `json:"via"`
	Wide bool           `json:"wide"`
	place
}

type modelGap struct {
	Element string `json:"element"`
	Path    string `json:"path"`
	Reason  string `json:"reason"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Uses    int    `json:"uses"`
}

type modelExcluded struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	Reason string `json:"reason"`
	place
	Environments []string `json:"environments,omitempty"`
}

// Model writes the models as a JSON document of ModelSchema.
func Model(w io.Writer, r *scan.Result) error {
	doc := modelDocument{Schema: ModelSchema, Environments: r.Envs, Apps: make([]modelApp, 0, len(r.Apps)), Errors: refusals(r.Refused)}
	for _, a := range r.Apps {
		doc.Apps = append(doc.Apps, viewApp(a.Model))
	}
	return WriteJSON(w, doc)
}

func viewApp(a *model.App) modelApp {
	return modelApp{
		ID: a.ID, Templates: list(a.Templates),
		Functions: each(a.Functions, viewFunction),
		Routes:    each(a.Routes, viewRoute),
		Stages: each(a.Stages, func(s model.Stage) modelStage {
			return modelStage{ID: s.ID, place: placeOf(s.At), API: s.API, Throttle: modelThrottle(s.Throttle), Tracing: s.Tracing, AccessLog: s.AccessLog, Conditional: s.Conditional}
		}),
		Identities: each(a.Identities, func(i model.Identity) modelIdentity { return viewIdentity(a, i) }),
		Grants:     each(a.Grants, viewGrant),
		Resources: each(a.Resources, func(r model.Resource) modelResource {
			return modelResource{ID: r.ID, Kind: r.Kind, Type: r.Type, Name: r.Name, place: placeOf(r.At), Properties: r.Properties, Attributes: r.Attributes, Path: r.Path, Library: r.Library, Conditional: r.Conditional}
		}),
		Secrets: each(a.Secrets, func(s model.Secret) modelSecret {
			return modelSecret{ID: s.ID, Kind: s.Kind, Name: s.Name, place: placeOf(s.At), Rotated: !s.Rotation.IsAbsent(), Readers: list(s.Readers)}
		}),
		Inputs: each(a.Inputs, func(i model.Input) modelInput {
			return modelInput{ID: i.ID, Name: i.Name, Type: i.Type, place: placeOf(i.At), Default: i.Default, Hidden: i.Hidden}
		}),
		Edges: each(a.Edges, func(e model.Edge) modelEdge {
			return modelEdge{From: e.From, To: e.To, Kind: e.Kind, Via: e.Via, Wide: e.Wide, place: placeOf(e.At)}
		}),
		Unknowns: each(a.Unknowns, func(g model.Gap) modelGap {
			return modelGap{Element: g.Element, Path: g.Path, Reason: g.Reason, File: g.At.File, Line: g.At.Line, Uses: g.Uses}
		}),
		Excluded: each(a.Excluded, func(e model.Excluded) modelExcluded {
			return modelExcluded{ID: e.ID, Type: e.Type, Reason: e.Reason, place: placeOf(e.At), Environments: e.Environments}
		}),
	}
}

func viewFunction(f model.Function) modelFunction {
	env := make(map[string]model.Value, len(f.Env))
	for _, v := range f.Env {
		env[v.Name] = v.Value
	}
	return modelFunction{
		ID: f.ID, Name: f.Name, place: placeOf(f.At), Runtime: f.Runtime, Handler: f.Handler, CodePath: f.CodePath,
		HandlerFile: f.HandlerFile, Inline: f.Inline, Role: f.Role, Env: env, Timeout: f.Timeout, Memory: f.Memory,
		Concurrency: f.Concurrency, Layers: list(f.Layers), Path: f.Path, Library: f.Library, Conditional: f.Conditional,
		Triggers: each(f.Triggers, func(t model.Trigger) modelTrigger {
			return modelTrigger{ID: t.ID, Kind: t.Kind, From: t.From, place: placeOf(t.At)}
		}),
	}
}

func viewRoute(r model.Route) modelRoute {
	return modelRoute{
		ID: r.ID, place: placeOf(r.At), Protocol: r.Protocol, API: r.API, Method: r.Method, Path: r.Path, Auth: r.Auth,
		AuthReason: r.AuthReason, Authorizer: r.Authorizer, Public: r.Public(), Private: r.Private, Function: r.Function,
		Throttle: modelThrottle(r.Throttle), Validation: r.Validation, Timeout: r.Timeout, CORS: modelCORS(r.CORS), Conditional: r.Conditional,
	}
}

func viewIdentity(a *model.App, i model.Identity) modelIdentity {
	return modelIdentity{
		ID: i.ID, Name: i.Name, Kind: i.Kind, place: placeOf(i.At), Trust: i.Trust, Managed: list(i.Managed),
		Boundary: i.Boundary, Functions: list(a.FunctionsOf(i.ID)), Path: i.Path, Library: i.Library, Conditional: i.Conditional,
	}
}

func viewGrant(g model.Grant) modelGrant {
	return modelGrant{
		ID: g.ID, Identity: g.Identity, Resource: g.Resource, Effect: g.Effect, Principals: g.Principals,
		NotPrincipals: g.NotPrincipals, Actions: list(g.Actions), NotActions: list(g.NotActions), Resources: list(g.Resources),
		NotResources: list(g.NotResources), Conditions: g.Conditions, Mechanism: g.Mechanism, Policy: g.Policy, Provided: g.Provided,
		Sid: g.Sid, place: placeOf(g.At), Conditional: g.Conditional,
	}
}
