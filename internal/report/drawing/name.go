package drawing

import (
	"path"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// zoneOf is where resources of a kind stand, and whether they are drawn when no edge leads to them.
func zoneOf(kind model.ResourceKind) (zone Zone, always bool) {
	switch kind {
	case model.KindDistribution, model.KindFirewall:
		return ZoneFront, false
	case model.KindAPI, model.KindSchedule, model.KindStage, model.KindAuthorizer:
		return ZoneEntry, false
	case model.KindQueue, model.KindTopic, model.KindStream, model.KindBus, model.KindWorkflow:
		return ZoneMessage, true
	case model.KindTable, model.KindDatabase, model.KindCache, model.KindBucket, model.KindFileSystem, model.KindUserPool:
		return ZoneData, true
	case model.KindSecret, model.KindParameter:
		return ZoneSecret, true
	case model.KindKey:
		return ZoneSecret, false
	case model.KindFunction, model.KindLayer, model.KindLogGroup, model.KindAlarm, model.KindNetwork, model.KindPipeline, model.KindRepository, model.KindStack, model.KindOther:
	}
	return ZoneOther, false
}

func routeLabel(r *model.Route) string {
	if r.Protocol == "url" {
		return "function URL"
	}
	label := strings.TrimSpace(r.Method + " " + r.Path)
	if label == "" {
		return model.LocalName(r.ID)
	}
	return label
}

func routeNote(r *model.Route) string {
	switch {
	case r.Private:
		return "private"
	case r.Auth == model.AuthNone:
		return "public"
	}
	return string(r.Auth)
}

// labelOf is what an element is called in the stack that it is in.
func labelOf(id string) string {
	_, name := nested(id)
	return name
}

// nested is the stack that an element is in, "" where it is nested in none, and what it is called there.
func nested(id string) (stack, name string) {
	parts := strings.Split(model.LocalName(id), "/")
	name = parts[len(parts)-1]
	if len(parts) > 1 {
		stack = parts[len(parts)-2]
	}
	return stack, name
}

func functionNote(f *model.Function) string { return f.Runtime.TextOr("") }

func secretNote(k model.SecretKind) string {
	switch k {
	case model.SecretInput:
		return "parameter of the template"
	case model.SecretDynamic:
		return "outside the application"
	case model.SecretStore, model.SecretParameter:
	}
	return "secret"
}

// stackOf is the part of the application that an element belongs to: the construct's stack, the nested stack, or the
// template.
func (n *names) stackOf(id string) string {
	if p := n.paths[id]; p != "" {
		stack, _, _ := strings.Cut(p, "/")
		return stack
	}
	file, local, ok := strings.Cut(id, "#")
	if !ok {
		return ""
	}
	if _, isRoute := routeAt(local); !isRoute {
		if i := strings.LastIndexByte(local, '/'); i > 0 {
			return local[:i]
		}
	}
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	switch strings.TrimSuffix(base, ".template") {
	case "template", "main", "stack", "index", "cloudformation", "sam":
		if dir := path.Base(path.Dir(file)); dir != "." && dir != "/" {
			return dir
		}
	}
	return base
}

// routeAt finds the suffix of a route's id: "Api/GET /orders".
func routeAt(local string) (api string, found bool) {
	i := strings.Index(local, " /")
	if i < 0 {
		return "", false
	}
	i = strings.LastIndexByte(local[:i], '/')
	if i < 0 {
		return "", false
	}
	return local[:i], true
}

// triggers are the kinds of trigger by which functions are grouped, the first that a function has.
var triggers = []model.TriggerKind{
	model.TriggerHTTP, model.TriggerAuth, model.TriggerAgent, model.TriggerQueue, model.TriggerTopic, model.TriggerStream, model.TriggerBucket, model.TriggerBus,
	model.TriggerWorkflow, model.TriggerSchedule, model.TriggerDevice, model.TriggerEmail, model.TriggerFunction, model.TriggerLog, model.TriggerDeploy, model.TriggerOther,
}

// triggerOf is what makes a function run: of several the one most open to the outside. HTTP comes with the first part
// of the path, which is how applications of many routes are divided.
func (n *names) triggerOf(f *model.Function) string {
	for _, kind := range triggers {
		for _, t := range f.Triggers {
			if t.Kind != kind {
				continue
			}
			if kind == model.TriggerHTTP {
				return strings.TrimSpace("http " + n.firstPart(t.From))
			}
			return string(kind)
		}
	}
	return "nothing known"
}

func (n *names) firstPart(route string) string {
	r := n.routes[route]
	if r == nil || r.Protocol == "url" {
		return ""
	}
	part, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
	return "/" + part
}

// names are the elements of an application by id.
type names struct {
	routes    map[string]*model.Route
	resources map[string]*model.Resource
	kinds     map[string]model.ResourceKind
	paths     map[string]string // of constructs
	roles     map[string]string // by function
	used      map[string]bool   // roles that a function has
	grants    map[string]string // the identity of each
}

func namesOf(app *model.App) names {
	n := names{
		routes: map[string]*model.Route{}, resources: map[string]*model.Resource{}, kinds: map[string]model.ResourceKind{},
		paths: map[string]string{}, roles: map[string]string{}, used: map[string]bool{}, grants: map[string]string{},
	}
	for i := range app.Routes {
		n.routes[app.Routes[i].ID] = &app.Routes[i]
	}
	for i := range app.Resources {
		r := &app.Resources[i]
		n.resources[r.ID], n.kinds[r.ID], n.paths[r.ID] = r, r.Kind, r.Path
	}
	for i := range app.Functions {
		f := &app.Functions[i]
		n.kinds[f.ID], n.paths[f.ID], n.roles[f.ID], n.used[f.Role.Target()] = model.KindFunction, f.Path, f.Role.Target(), true
	}
	for i := range app.Identities {
		n.paths[app.Identities[i].ID] = app.Identities[i].Path
	}
	for i := range app.Grants {
		n.grants[app.Grants[i].ID] = app.Grants[i].Identity
	}
	return n
}
