package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// s3Named are the buckets and objects that a parameter names in one of the ways in which other services do: an object
// with a bucket and a key, a URI, "bucket/key", a member beside the one with the bucket.
func (r *run) s3Named(q *request, need *catalogue.Need) []bound {
	path := need.On.Name
	bucketPaths := []string{path + ".Bucket", path + ".S3Bucket"}
	keyPaths := []string{path + ".Key", path + ".Name"}
	switch {
	case strings.HasSuffix(path, "S3Key"):
		bucketPaths, keyPaths = []string{strings.TrimSuffix(path, "S3Key") + "S3Bucket"}, []string{path}
	case strings.HasSuffix(path, "S3Bucket"):
		bucketPaths, keyPaths = []string{path}, nil
	}
	rule := rule{}
	for _, candidate := range rulesFor(need.Action) {
		rule = candidate
		break
	}
	if rule.part == "objects" || len(rule.fields) > 0 {
		rule.fields = []field{{"BucketName", bucketPaths}, {"ObjectName", keyPaths}}
		if values, given := q.input.at(path); given != policy.No && len(values) > 0 && !isText(values) {
			if found, ok := r.apply(q, rule); ok {
				return found
			}
		}
		if strings.HasSuffix(path, "S3Key") {
			if found, ok := r.apply(q, rule); ok {
				return found
			}
		}
	}
	values, _ := q.input.at(path)
	var out []bound
	for _, v := range values {
		if _, isObject := v.(*term.Object); isObject {
			continue
		}
		for _, n := range r.names(v) {
			bucket, key := s3Name(n)
			out = append(out, r.identify(bucket, rule, map[string][]name{"ObjectName": {key}})...)
		}
	}
	return out
}

func isText(values []term.Value) bool {
	for _, v := range values {
		if _, ok := v.(*term.Object); ok {
			return false
		}
	}
	return true
}

// s3Name takes a URI or a copy source apart: s3://bucket/key, /bucket/key, bucket/key?versionId=.
func s3Name(n name) (bucket, key name) {
	if text := n.known(); strings.HasPrefix(text, "arn:") {
		return n, name{}
	}
	if rest, ok := n.trim("s3://"); ok {
		n = rest
	}
	if rest, ok := n.trim("/"); ok {
		n = rest
	}
	bucket, key, found := n.cut("/")
	if !found {
		return n, name{}
	}
	key, _, _ = key.cut("?versionId")
	return bucket, key
}
