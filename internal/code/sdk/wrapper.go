package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// s3Paths are the libraries that read and write objects by their URI: the documentation of smart_open, s3fs, pandas,
// AWS SDK for pandas.
func s3Paths(_ *run, p path, c *term.Call) []request {
	if p.language != ir.Python {
		return nil
	}
	switch name := p.String(); {
	case name == "smart_open.open", name == "smart_open.smart_open":
		return byURI(opened(argument(c, 1, "mode")), argument(c, 0, "uri"), "smart_open")
	case strings.HasPrefix(name, "pandas.read_"):
		return byURI("GetObject", argument(c, 0, "filepath_or_buffer"), "pandas")
	case strings.HasPrefix(name, "awswrangler.s3.read_"):
		return append(byURI("GetObject", argument(c, 0, "path"), "awswrangler"), byURI("ListObjectsV2", argument(c, 0, "path"), "awswrangler")...)
	case strings.HasPrefix(name, "awswrangler.s3.to_"):
		return byURI("PutObject", argument(c, 1, "path"), "awswrangler")
	case name == "awswrangler.s3.list_objects", name == "awswrangler.s3.list_directories":
		return byURI("ListObjectsV2", argument(c, 0, "path"), "awswrangler")
	case name == "awswrangler.s3.does_object_exist":
		return byURI("HeadObject", argument(c, 0, "path"), "awswrangler")
	case name == "awswrangler.s3.delete_objects":
		return byURI("DeleteObjects", argument(c, 0, "path"), "awswrangler")
	}
	return nil
}

// opened is the operation that a mode of opening asks for.
func opened(mode term.Value) string {
	if text, ok := constant(orNothing(mode)); ok && strings.ContainsAny(text, "wax") {
		return "PutObject"
	}
	return "GetObject"
}

// byURI is a request about what a URI names, s3://bucket/key; nothing where it is no such URI, or not known to be one.
func byURI(operation string, uri term.Value, via string) []request {
	if list, ok := uri.(*term.List); ok && len(list.Items) > 0 {
		uri = list.Items[0]
	}
	bucket, key, ok := splitURI(uri)
	if !ok {
		return nil
	}
	return operate("s3", operation, via, newInput().with("Bucket", bucket).with("Key", key))
}

func splitURI(v term.Value) (bucket, key term.Value, ok bool) {
	parts := []term.Value{v}
	if text, isText := v.(*term.Text); isText {
		parts = text.Parts
	}
	first, known := constant(orNothing(parts[0]))
	rest, isURI := strings.CutPrefix(first, "s3://")
	if !known || !isURI {
		return nil, nil, false
	}
	parts = append([]term.Value{&term.Constant{Kind: ir.String, Text: rest}}, parts[1:]...)
	for i, p := range parts {
		text, known := constant(p)
		if before, after, found := strings.Cut(text, "/"); known && found {
			bucket = &term.Text{Parts: append(append([]term.Value(nil), parts[:i]...), &term.Constant{Kind: ir.String, Text: before})}
			key = &term.Text{Parts: append([]term.Value{&term.Constant{Kind: ir.String, Text: after}}, parts[i+1:]...)}
			return bucket, key, true
		}
	}
	return &term.Text{Parts: parts}, nil, true
}

// fileSystem is s3fs.S3FileSystem: it takes bucket/key, with and without the scheme.
type fileSystem struct{ inert }

func (fileSystem) requests(_ *run, method string, c *term.Call) []request {
	operation := map[string]string{
		"ls": "ListObjectsV2", "glob": "ListObjectsV2", "find": "ListObjectsV2", "walk": "ListObjectsV2", "exists": "HeadObject", "info": "HeadObject",
		"get": "GetObject", "cat": "GetObject", "get_file": "GetObject", "cat_file": "GetObject", "rm": "DeleteObjects", "rm_file": "DeleteObject",
	}[method]
	place := 0
	switch method {
	case "open":
		operation = opened(argument(c, 1, "mode"))
	case "put", "put_file":
		operation, place = "PutObject", 1
	}
	uri := argument(c, place, "path")
	if operation == "" || uri == nil {
		return nil
	}
	if out := byURI(operation, uri, "s3fs"); out != nil {
		return out
	}
	scheme := &term.Constant{Kind: ir.String, Text: "s3://"}
	if text, ok := constant(uri); ok {
		return byURI(operation, &term.Constant{Kind: ir.String, Text: "s3://" + text}, "s3fs")
	}
	if text, ok := uri.(*term.Text); ok {
		return byURI(operation, &term.Text{Parts: append([]term.Value{scheme}, text.Parts...)}, "s3fs")
	}
	return nil
}
