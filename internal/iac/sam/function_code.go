package sam

import (
	"net/url"
	"strings"
)

// s3Names are the properties that hold a place in S3: bucket, key, version.
type s3Names struct{ bucket, key, version string }

var (
	codeNames       = s3Names{"S3Bucket", "S3Key", "S3ObjectVersion"}
	definitionNames = s3Names{"Bucket", "Key", "Version"}
)

// code is the property Code of a Lambda function.
func (f *function) code() *node {
	inline, uri, image := f.props.Get("InlineCode"), f.props.Get("CodeUri"), f.props.Get("ImageUri")
	f.checkPackage()
	var code *node
	switch {
	case !isNull(inline) && (isNull(uri) || isEmpty(uri)), !isNull(inline) && isIntrinsic(inline):
		code = object(inline, "ZipFile", inline)
	case !isNull(inline):
		code = object(inline, "ZipFile", inline) // what is given inline comes before what stands elsewhere
	case f.isImage():
		code = f.imageCode(image)
	case isNull(uri) && f.t.opts.Source:
		code = text(f.at, ".") // sam build takes the directory of the template
	case isNull(uri):
		f.fail(f.at, "one of InlineCode and CodeUri has to be there")
		return object(f.at)
	default:
		code = f.s3(uri, "CodeUri", codeNames)
	}
	if key := f.props.Get("SourceKMSKeyArn"); !isNull(key) && isMap(code) && !isIntrinsic(code) {
		set(code, "SourceKMSKeyArn", key)
	}
	return code
}

func (f *function) isImage() bool {
	kind := f.props.Get("PackageType")
	return stringOf(kind) == "Image" || isNull(kind) && !isNull(f.props.Get("ImageUri")) && isNull(f.props.Get("CodeUri"))
}

func (f *function) checkPackage() {
	kind := f.props.Get("PackageType")
	if isNull(kind) {
		kind = text(f.at, "Zip")
		if f.isImage() {
			kind = text(f.at, "Image")
		}
		set(f.out, "PackageType", kind)
		remove(f.out, "PackageType")
	}
	switch stringOf(kind) {
	case "Zip":
		if isNull(f.props.Get("Runtime")) || isNull(f.props.Get("Handler")) {
			f.fail(f.at, "Runtime and Handler are needed when the PackageType is Zip")
		}
		if !isNull(f.props.Get("ImageUri")) || !isNull(f.props.Get("ImageConfig")) {
			f.fail(f.at, "ImageUri and ImageConfig are not possible when the PackageType is Zip")
		}
	case "Image":
		for _, name := range []string{"Runtime", "Handler", "Layers"} {
			if v := f.props.Get(name); !isNull(v) {
				f.fail(v, "%s is not possible when the PackageType is Image", name)
			}
		}
	default:
		if !isIntrinsic(kind) {
			f.fail(kind, "the PackageType is Zip or Image")
		}
	}
}

// imageCode is the code of a function that is an image.
func (f *function) imageCode(uri *node) *node {
	switch {
	case isString(uri) || isIntrinsic(uri):
		return object(uri, "ImageUri", uri)
	case isMap(uri) && !isNull(uri.Get("Bucket")) && !isNull(uri.Get("Key")):
		return f.s3(uri, "ImageUri", codeNames)
	case isString(f.props.Get("CodeUri")):
		return object(f.at, "ImageUri", f.props.Get("CodeUri"))
	case f.t.opts.Source && isMap(f.node.Get("Metadata")) && f.node.Get("Metadata").Get("DockerContext") != nil:
		return object(f.at) // sam build makes the image and names it
	}
	if !f.t.opts.Source || isNull(path(f.node, "Metadata", "Dockerfile")) { // sam build makes the image
		f.fail(f.at, "ImageUri has to name an image when the PackageType is Image")
	}
	return object(f.at)
}

// s3 reads a place in S3: a URI, or a map with Bucket and Key.
func (r *resource) s3(v *node, property string, names s3Names) *node {
	switch {
	case isMap(v) && !isIntrinsic(v):
		if isNull(v.Get("Bucket")) || isNull(v.Get("Key")) {
			r.fail(v, "%s needs Bucket and Key", property)
			return object(v)
		}
		place := object(v, names.bucket, v.Get("Bucket"), names.key, v.Get("Key"))
		if version := v.Get("Version"); !isNull(version) {
			set(place, names.version, version)
		}
		return place
	case !isString(v) && !isIntrinsic(v):
		r.fail(v, "%s should be a text or a map, not %s", property, v.Name())
		return object(v)
	}
	if r.t.opts.Source && (isIntrinsic(v) || !strings.Contains(v.Text, "://")) {
		return v
	}
	u, err := url.Parse(stringOf(v))
	key := ""
	if err == nil {
		key = strings.TrimPrefix(u.Path, "/")
	}
	if err != nil || u.Scheme != "s3" || u.Host == "" || key == "" {
		r.fail(v, "%s is no URI of the form s3://bucket/key, with ?versionId=version or without: local code has to be packaged before", property)
		return object(v)
	}
	place := object(v, names.bucket, u.Host, names.key, key)
	if version := u.Query().Get("versionId"); version != "" {
		set(place, names.version, text(v, version))
	}
	return place
}
