package sam

import (
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

var aliasName = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)

var onlyDigits = regexp.MustCompile(`^[0-9]+$`)

// publish makes a version of the function and an alias that points at it.
func (f *function) publish() {
	t, p := f.t, f.props
	alias := t.known(p.Get("AutoPublishAlias"))
	f.checkVersionProperties(alias)
	if isEmpty(alias) {
		f.deploy("")
		return
	}
	name := stringOf(alias)
	switch {
	case name == "":
		f.fail(alias, "AutoPublishAlias should be a text or a reference to a parameter")
		return
	case !aliasName.MatchString(name) || onlyDigits.MatchString(name):
		f.fail(alias, "AutoPublishAlias %q: an alias has letters, digits, hyphens and underscores, and is no number", name)
		return
	}
	version := f.version()
	if version == "" {
		return
	}
	id := f.id + "Alias" + aliasID(name)
	f.alias = id
	f.target = ref(alias, id)
	f.property("Alias", id)
	f.property("Version", version)
	f.emit(id, "AWS::Lambda::Alias", object(alias, "Name", alias, "FunctionName", ref(alias, f.id),
		"FunctionVersion", getAtt(alias, version, "Version")), f.passed())
	f.deploy(id)
}

// aliasID is an alias as a part of a logical id: hyphens and underscores have names.
func aliasID(name string) string {
	var out strings.Builder
	for _, c := range name {
		switch c {
		case '-':
			out.WriteByte('D')
		case '_':
			out.WriteByte('U')
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

func (f *function) checkVersionProperties(alias *node) {
	if v := f.props.Get("VersionDeletionPolicy"); !isNull(v) {
		switch policy := stringOf(f.t.known(v)); {
		case isEmpty(alias):
			f.fail(v, "VersionDeletionPolicy needs an AutoPublishAlias")
		case policy != "Delete" && policy != "Retain":
			f.fail(v, "VersionDeletionPolicy is Delete or Retain")
		}
	}
	if v := f.props.Get("AutoPublishAliasAllProperties"); !isNull(v) && v.Kind != source.Bool {
		f.fail(v, "AutoPublishAliasAllProperties should be a boolean, not %s", v.Name())
	}
}

// version makes the version that the alias points at; its id changes when the code does.
func (f *function) version() string {
	p, t := f.props, f.t
	hash := ""
	given := t.known(p.Get("AutoPublishCodeSha256"))
	switch {
	case isNull(given):
		hash = hashOf(t.weighed(f.versioned()))
	case !isString(given):
		f.fail(given, "AutoPublishCodeSha256 should be a text")
		return ""
	default:
		hash = given.Text[:min(len(given.Text), hashLength)]
		f.describe(given)
	}
	id := f.id + "Version" + hash
	attributes := f.passed()
	if attributes.Get("DeletionPolicy") == nil {
		set(attributes, "DeletionPolicy", text(f.at, "Retain"))
	}
	if !isNull(p.Get("CapacityProviderConfig")) {
		set(attributes, "DeletionPolicy", text(f.at, "Delete"))
	}
	copyProperty(attributes, "DeletionPolicy", t.known(p.Get("VersionDeletionPolicy")))
	props := object(f.at, "FunctionName", ref(f.at, f.id))
	copyProperty(props, "Description", p.Get("VersionDescription"))
	copyProperty(props, "FunctionScalingConfig", p.Get("FunctionScalingConfig"))
	f.emit(id, "AWS::Lambda::Version", props, attributes)
	return id
}

// versioned is what a version is made anew for when it changes.
func (f *function) versioned() *node {
	if isTrue(f.props.Get("AutoPublishAliasAllProperties")) {
		return f.t.layersByContent(f.out)
	}
	content := f.t.copied(f.out.Get("Code"))
	if !isMap(content) {
		content = object(f.at, "Code", content)
	}
	if apply := path(f.out, "SnapStart", "ApplyOn"); !isEmpty(apply) && stringOf(apply) != "None" {
		set(content, "SnapStart", f.out.Get("SnapStart"))
	}
	each(f.out.Get("Environment"), func(key string, v *node) { set(content, key, v) })
	copyProperty(content, "MemorySize", f.out.Get("MemorySize"))
	return content
}

// describe puts the hash into the description, so that there is a change to publish.
func (f *function) describe(hash *node) {
	switch d := f.out.Get("Description"); {
	case isEmpty(d):
		set(f.out, "Description", hash)
	case isString(d):
		set(f.out, "Description", text(d, d.Text+" "+hash.Text))
	default:
		set(f.out, "Description", object(d, fnJoin, list(d, " ", list(d, d, hash))))
	}
}
