package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

const (
	anyMethod      = "x-amazon-apigateway-any-method"
	integrationKey = "x-amazon-apigateway-integration"
	policyKey      = "x-amazon-apigateway-policy"
)

// openAPI is the description of an API that is being completed, Swagger 2 or OpenAPI 3.
type openAPI struct {
	t    *transformer
	body *node
}

// emptyDescription is the description of an API that has none of its own.
func emptyDescription(at *node, openapi bool) *node {
	info := object(at, "version", "1.0", "title", ref(at, "AWS::StackName"))
	if openapi {
		return object(at, "openapi", "3.0.1", "info", info, "paths", object(at))
	}
	return object(at, "swagger", "2.0", "info", info, "paths", object(at))
}

func (o *openAPI) valid() bool {
	if !isMap(o.body) || isIntrinsic(o.body) || !isMap(o.body.Get("paths")) || isIntrinsic(o.body.Get("paths")) {
		return false
	}
	if o.body.Get("swagger") != nil {
		return true
	}
	version, _ := o.body.Get("openapi").Scalar()
	return strings.HasPrefix(version, "3") || strings.HasPrefix(version, "2")
}

func (o *openAPI) isV3() bool {
	version, _ := o.body.Get("openapi").Scalar()
	return strings.HasPrefix(version, "3")
}

// alternativesOf are the maps that a value may be: itself, or both branches of Fn::If.
func alternativesOf(n *node) []*node {
	if _, then, otherwise, ok := branches(n); ok {
		return slices.Concat(alternativesOf(then), alternativesOf(otherwise))
	}
	if !isMap(n) || isIntrinsic(n) {
		return nil
	}
	return []*node{n}
}

// method is a method of a path in the description.
type method struct {
	path string
	name string
	def  *node
}

// normalMethod is the key of a method in a description.
func normalMethod(name string) string {
	name = strings.ToLower(name)
	if name == "any" {
		return anyMethod
	}
	return name
}

// isMethod reports whether a key of a path is a method.
func isMethod(key string) bool {
	return slices.Contains([]string{"get", "put", "post", "delete", "options", "head", "patch", "trace", anyMethod}, normalMethod(key))
}

// methods are all methods that there may be, those under conditions included.
func (o *openAPI) methods() []method {
	var all []method
	each(o.body.Get("paths"), func(path string, item *node) { all = append(all, o.methodsOf(path, item)...) })
	return all
}

func (o *openAPI) methodsOf(path string, item *node) []method {
	var all []method
	alternatives := alternativesOf(item)
	o.t.look(len(alternatives)*stepLook, item)
	for _, alternative := range alternatives {
		o.t.look(len(alternative.Keys), item)
		each(alternative, func(name string, def *node) {
			if !isMethod(name) {
				return
			}
			for _, d := range alternativesOf(def) {
				all = append(all, method{path: path, name: normalMethod(name), def: d})
			}
		})
	}
	return all
}

// find are the definitions of one method of a path.
func (o *openAPI) find(path, name string) []*node {
	var defs []*node
	for _, m := range o.methodsOf(path, o.body.Get("paths").Get(path)) {
		if m.name == normalMethod(name) {
			defs = append(defs, m.def)
		}
	}
	return defs
}

// hasIntegration reports whether a method is already integrated with something.
func (o *openAPI) hasIntegration(path, name string) bool {
	for _, def := range o.find(path, name) {
		if def.Get(integrationKey) != nil {
			return true
		}
	}
	return false
}

// add puts a method into the description, under a condition where there is one.
func (o *openAPI) add(path, name string, def *node, condition string) {
	paths := child(o.body, "paths")
	o.t.look(keys(paths), paths)
	item := child(paths, path)
	if isIntrinsic(item) {
		for _, alternative := range alternativesOf(item) {
			item = alternative
			break
		}
	}
	if condition != "" {
		def = ifElse(def, condition, def, noValue(def))
	}
	set(item, normalMethod(name), def)
}

// shared is a section that Swagger has at the top and OpenAPI 3 among its components.
func (o *openAPI) addShared(section, name string, v *node) { set(child(o.body, section), name, v) }

// security adds a requirement to a method.
func addSecurity(def *node, name string, scopes *node) {
	all := def.Get("security")
	if !isList(all) {
		all = made(def, source.List)
		set(def, "security", all)
	}
	all.Items = append(all.Items, object(def, name, scopes))
}

// finish makes OpenAPI 3 of what was put in as Swagger 2, where that is asked for.
func (o *openAPI) finish(version *node, managed bool) {
	if o.body.Get("swagger") != nil && !managed {
		return
	}
	if v, ok := version.Scalar(); ok && strings.HasPrefix(v, "3") || o.isV3() && isNull(version) {
		components := o.body.Get("components")
		if !isMap(components) {
			components = object(o.body)
		}
		for from, to := range map[string]string{"securityDefinitions": "securitySchemes", "definitions": "schemas"} {
			if section := o.body.Get(from); isMap(section) && len(section.Keys) > 0 {
				into := child(components, to)
				each(section, func(key string, v *node) { set(into, key, v) })
				set(o.body, "components", components)
			}
			remove(o.body, from)
		}
		if o.body.Get("swagger") != nil {
			remove(o.body, "swagger")
			set(o.body, "openapi", version)
		}
		each(o.body.Get("paths"), func(_ string, item *node) {
			if options := item.Get("options"); isMap(options) {
				modernise(options)
			}
		})
	}
}

// modernise writes a preflight method as OpenAPI 3 has it.
func modernise(def *node) {
	remove(def, "consumes", "produces")
	headers := path(def, "responses", "200", "headers")
	each(headers, func(key string, h *node) {
		if h.Get("type") != nil {
			set(headers, key, object(h, "schema", h))
		}
	})
}
