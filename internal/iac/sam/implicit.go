package sam

import (
	"slices"
	"strings"
)

const (
	implicitRest = "ServerlessRestApi"
	implicitHTTP = "ServerlessHttpApi"
	managedMark  = "__MANAGE_SWAGGER" // on APIs whose description is ours to write; it never leaves this package
)

// route is a method of a path of an API that an event asks for.
type route struct {
	path, method, condition string
	at, owner               *node
	deletion, replace       *node
}

// implicitRoutes are the routes that events ask for, by API.
type implicitRoutes map[string][]route

// defaultBodies gives APIs without a description an empty one.
func (t *transformer) defaultBodies() {
	each(t.resources, func(_ string, r *node) {
		kind := stringOf(r.Get("Type"))
		if kind != typePrefix+"Api" && kind != typePrefix+"HttpApi" {
			return
		}
		props := r.Get("Properties")
		if isNull(props) {
			props = object(r)
			set(r, "Properties", props)
		}
		if isMap(props) && isNull(props.Get("DefinitionBody")) && isNull(props.Get("DefinitionUri")) {
			set(props, "DefinitionBody", emptyDescription(r, kind == typePrefix+"HttpApi"))
			set(props, managedMark, boolean(r, true))
		}
	})
}

// implicitAPIs finds the routes of events, and adds the APIs that events without one share.
func (t *transformer) implicitAPIs() {
	t.routes = implicitRoutes{}
	first := map[string]*node{}
	each(t.resources, func(_ string, r *node) {
		kind := stringOf(r.Get("Type"))
		if kind != typePrefix+"Function" && kind != typePrefix+"StateMachine" {
			return
		}
		each(path(r, "Properties", "Events"), func(_ string, e *node) {
			t.eventRoute(r, e, first)
		})
	})
	for _, api := range []struct{ id, kind string }{{implicitRest, "Api"}, {implicitHTTP, "HttpApi"}} {
		if at := first[api.id]; at != nil && stringOf(t.resources.Get(api.id).Get("Type")) != typePrefix+api.kind {
			set(t.resources, api.id, t.implicitAPI(api.id, api.kind, at))
		}
	}
	for _, id := range slices.Sorted(mapsKeys(t.routes)) {
		t.addRoutes(id)
	}
}

func mapsKeys(m implicitRoutes) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (t *transformer) implicitAPI(id, kind string, at *node) *node {
	props := object(at, "DefinitionBody", emptyDescription(at, kind == "HttpApi"), managedMark, true)
	if kind == "Api" {
		set(props, "StageName", text(at, "Prod"))
	}
	api := object(at, "Type", typePrefix+kind, "Properties", props)
	t.ownersTags(id, props)
	return api
}

// ownersTags gives an implicit API the tags of those that it is made for and that hand theirs on.
func (t *transformer) ownersTags(id string, props *node) {
	for _, r := range t.routes[id] {
		own := r.owner.Get("Properties")
		global := path(t.root, "Globals", strings.TrimPrefix(stringOf(r.owner.Get("Type")), typePrefix))
		hands := own.Get("PropagateTags")
		if isNull(hands) {
			hands = global.Get("PropagateTags")
		}
		if !isTrue(hands) {
			continue
		}
		for _, tags := range []*node{global.Get("Tags"), own.Get("Tags")} {
			if isMap(tags) && !isIntrinsic(tags) {
				set(props, "PropagateTags", hands)
				all := child(props, "Tags")
				t.look(keys(tags)*keys(all), tags)
				each(tags, func(key string, v *node) { set(all, key, v) })
			}
		}
	}
}

// eventRoute remembers the route of an event and names the API where none is named.
func (t *transformer) eventRoute(owner, e *node, first map[string]*node) {
	property, implicit := "RestApiId", implicitRest
	switch stringOf(e.Get("Type")) {
	case "Api":
	case "HttpApi":
		property, implicit = "ApiId", implicitHTTP
	default:
		return
	}
	props := e.Get("Properties")
	if isNull(props) && property == "ApiId" {
		props = object(e)
		set(e, "Properties", props)
	}
	if !isMap(props) {
		return
	}
	id := props.Get(property)
	if isNull(id) {
		id = ref(e, implicit)
		set(props, property, id)
		if first[implicit] == nil {
			first[implicit] = e
		}
	}
	name := refTo(id)
	if name == "" {
		name = stringOf(id)
	}
	where, how := props.Get("Path"), props.Get("Method")
	if property == "ApiId" && isNull(where) && isNull(how) {
		where, how = text(e, "$default"), text(e, anyMethod)
		set(props, "Path", where)
		set(props, "Method", how)
	}
	if name == "" || !isString(where) || !isString(how) {
		return
	}
	if t.asked++; t.asked > maxResources {
		t.giveUp(e, "the template asks for more than %d routes", maxResources) // each makes a permission
	}
	t.routes[name] = append(t.routes[name], route{
		path: where.Text, method: normalMethod(how.Text), condition: stringOf(owner.Get("Condition")), at: e, owner: owner,
		deletion: owner.Get("DeletionPolicy"), replace: owner.Get("UpdateReplacePolicy"),
	})
}

// addRoutes puts the routes of events into the description of an API that is ours to write.
func (t *transformer) addRoutes(id string) {
	api := t.resources.Get(id)
	props := api.Get("Properties")
	if !isMap(props) || props.Get(managedMark) == nil {
		return
	}
	o := openAPI{t: t, body: props.Get("DefinitionBody")}
	var conditions []string
	unconditional := false
	for i := range t.routes[id] {
		r := &t.routes[id][i]
		r.path = defaultRoute(props, r.path)
		if len(o.find(r.path, r.method)) == 0 {
			o.add(r.path, r.method, object(r.at), r.condition)
		}
		if r.condition == "" {
			unconditional = true
		} else {
			conditions = append(conditions, r.condition)
		}
	}
	if id != implicitRest && id != implicitHTTP {
		t.conditionalPaths(id, o)
		return
	}
	t.passPolicies(api, t.routes[id])
	if unconditional || len(conditions) == 0 {
		t.conditionalPaths(id, o)
		return
	}
	slices.Sort(conditions)
	conditions = slices.Compact(conditions)
	condition := conditions[0]
	if len(conditions) > 1 {
		condition = id + "Condition"
		t.anyOf(api, condition, conditions)
	}
	set(api, "Condition", text(api, condition))
	t.conditionalPaths(id, o)
}

// passPolicies gives an implicit API the deletion policies of what it is made for: keeping counts.
func (t *transformer) passPolicies(api *node, routes []route) {
	for _, r := range routes {
		for name, v := range map[string]*node{"DeletionPolicy": r.deletion, "UpdateReplacePolicy": r.replace} {
			if v != nil && (api.Get(name) == nil || stringOf(v) == "Retain") {
				set(api, name, v)
			}
		}
	}
}

// conditionalPaths puts a path whose every method is under a condition under one itself.
func (t *transformer) conditionalPaths(id string, o openAPI) {
	paths := o.body.Get("paths")
	byPath := map[string][]string{}
	free := map[string]bool{}
	for _, r := range t.routes[id] {
		if r.condition == "" {
			free[r.path] = true
		} else {
			byPath[r.path] = append(byPath[r.path], r.condition)
		}
	}
	each(paths, func(path string, item *node) {
		conditions := byPath[path]
		if free[path] || len(conditions) == 0 {
			return
		}
		slices.Sort(conditions)
		conditions = slices.Compact(conditions)
		condition := conditions[0]
		if len(conditions) > 1 {
			condition = id + pathID(path) + "PathCondition"
			t.anyOf(item, condition, conditions)
		}
		set(paths, path, ifElse(item, condition, item, noValue(item)))
	})
}

// pathID is a path as a part of a logical id.
func pathID(path string) string {
	path = strings.NewReplacer("/", "SLASH", "{", "OB", "}", "CB").Replace(path)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, path)
}

// prepareAPIs remembers the APIs before events add to them.
func (t *transformer) prepareAPIs() {
	each(t.resources, func(id string, v *node) {
		props := v.Get("Properties")
		if !isMap(props) {
			return
		}
		r := &resource{t: t, id: id, at: v, node: v, props: props}
		switch stringOf(v.Get("Type")) {
		case typePrefix + "Api":
			t.apis[id] = newRestAPI(r)
		case typePrefix + "HttpApi":
			t.httpAPIs[id] = newHTTPAPI(r)
		}
	})
}
