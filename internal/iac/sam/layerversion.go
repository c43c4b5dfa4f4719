package sam

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// layer expands AWS::Serverless::LayerVersion. Its id changes with what is written, so that a new
// version is made and the old one can be kept.
func (t *transformer) layer(r *resource) {
	p := r.props
	id := t.layerID(r)
	t.renamed[r.id] = id
	retention := t.resolve(p.Get("RetentionPolicy"))
	attributes := r.own()
	for i, c := range []string{"retain", "delete"} {
		if strings.EqualFold(stringOf(retention), c) {
			set(attributes, "DeletionPolicy", text(retention, []string{"Retain", "Delete"}[i]))
		}
	}
	switch {
	case isIntrinsic(retention):
		r.fail(retention, "RetentionPolicy has to be known: only references to parameters are evaluated")
	case !isNull(retention) && !strings.EqualFold(stringOf(retention), "retain") && !strings.EqualFold(stringOf(retention), "delete"):
		r.fail(retention, "RetentionPolicy is Retain or Delete")
	case attributes.Get("DeletionPolicy") == nil:
		set(attributes, "DeletionPolicy", text(r.at, "Retain"))
	}
	if runtimes := p.Get("CompatibleRuntimes"); !r.want(runtimes, "CompatibleRuntimes", aList) {
		return
	}
	uri := p.Get("ContentUri")
	if isNull(uri) {
		r.fail(r.at, "ContentUri is missing")
		return
	}
	name := p.Get("LayerName")
	if isNull(name) {
		name = text(r.at, r.id)
	}
	for _, property := range []string{"LayerName", "Description", "LicenseInfo"} {
		r.want(p.Get(property), property, aText)
	}
	if architectures := p.Get("CompatibleArchitectures"); !isNull(architectures) && r.want(architectures, "CompatibleArchitectures", aList) {
		for _, a := range asList(t.resolve(architectures)) {
			if isString(a) && !slices.Contains([]string{"x86_64", "arm64"}, a.Text) {
				r.fail(a, "CompatibleArchitectures of the layer version with id [%s] are x86_64 and arm64", id)
			}
		}
	}
	props := object(r.at, "LayerName", name, "Content", r.s3(uri, "ContentUri", codeNames))
	for _, property := range []string{"Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"} {
		copyProperty(props, property, p.Get(property))
	}
	r.emit(id, "AWS::Lambda::LayerVersion", props, attributes)
}

// layerID is the id of a layer version: the written one and a hash of what is written.
func (t *transformer) layerID(r *resource) string {
	content := object(r.at, "Type", "AWS::Serverless::LayerVersion")
	props := made(r.at, source.Map)
	each(r.props, func(key string, v *node) { set(props, key, t.resolve(v)) })
	set(content, "Properties", props)
	each(r.node, func(key string, v *node) {
		if content.Get(key) == nil {
			set(content, key, v)
		}
	})
	return r.id + hashOf(object(r.at, r.id, r.t.weighed(content)))
}

// layersByContent is the properties of a function for the hash of its version: layers that publish
// versions of functions are named by their content.
func (t *transformer) layersByContent(out *node) *node {
	content := t.copied(out)
	for _, l := range asList(content.Get("Layers")) {
		id := refTo(l)
		layer := t.resources.Get(id)
		if stringOf(layer.Get("Type")) != typePrefix+"LayerVersion" || !isMap(layer.Get("Properties")) {
			continue
		}
		publishes := layer.Get("Properties").Get("PublishLambdaVersion")
		if isNull(publishes) || isTrue(publishes) {
			set(l, fnRef, text(l, t.layerID(&resource{t: t, id: id, at: layer, node: layer, props: layer.Get("Properties")})))
		}
	}
	return content
}
