package sam

import "github.com/sconce-dev/sconce/internal/source"

// application expands AWS::Serverless::Application to a nested stack. An application of a repository
// is named by its tags: where its template is, only the repository knows.
func (t *transformer) application(r *resource) {
	p := r.props
	location := p.Get("Location")
	out := made(r.at, source.Map)
	var tags []*node
	switch {
	case isNull(location):
		r.fail(r.at, "the property Location is missing")
		return
	case isMap(location) && !isIntrinsic(location):
		id, version := r.repository(location, "ApplicationId"), r.repository(location, "SemanticVersion")
		if id == nil || version == nil {
			return
		}
		tags = append(tags, object(id, "Key", "serverlessrepo:applicationId", "Value", id),
			object(version, "Key", "serverlessrepo:semanticVersion", "Value", version))
	case isString(location) || isIntrinsic(location):
		set(out, "TemplateURL", location)
	default:
		r.fail(location, "Location should be a text or a map, not %s", location.Name())
		return
	}
	all := r.tagged(createdBy, p.Get("Tags"))
	all.Items = append(all.Items, tags...)
	set(out, "Tags", all)
	for _, name := range []string{"Parameters", "NotificationARNs", "TimeoutInMinutes"} {
		copyProperty(out, name, p.Get(name))
	}
	r.emit(r.id, "AWS::CloudFormation::Stack", out, r.own())
}

// repository is a part of the name of an application of a repository.
func (r *resource) repository(location *node, name string) *node {
	written := location.Get(name)
	v := r.t.known(written)
	switch s := stringOf(v); {
	case written == nil:
		r.fail(location, "Location has no %s", name)
	case isNull(v):
		r.fail(location, "%s of Location is empty", name)
	case isIntrinsic(v):
		r.fail(v, "%s of Location has to be known: only parameters and Fn::FindInMap are evaluated", name)
	case s == "":
		r.fail(v, "%s of Location should be a text", name)
	case len(s) > 10 && s[:10] == "{{resolve:":
		r.fail(v, "%s of Location has to be known: dynamic references are not", name)
	default:
		return v
	}
	return nil
}
