package sdk

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// botoModules are the modules of the SDK for Python: boto3, botocore and their asynchronous kin (Boto3 documentation,
// "Clients", "Resources", "Session reference").
var botoModules = []string{"boto3", "aioboto3", "aiobotocore", "botocore", "boto3.session", "aiobotocore.session", "botocore.session", "botocore.client"}

func botoMakes(r *run, p path, c *term.Call) []actor {
	if p.language != ir.Python {
		return nil
	}
	name := ""
	for _, module := range botoModules {
		if rest, ok := p.in(module); ok {
			name = rest
		}
	}
	switch name {
	case "client", "resource":
		return botoSession{}.answers(r, name, c)
	case "Session", "AioSession", "get_session":
		return []actor{botoSession{as: r.identityOf(c)}}
	}
	return nil
}

// botoInstances are the actors of the types that stubs declare: mypy_boto3_s3.S3Client, mypy_boto3_s3.client.S3Client,
// types_aiobotocore_s3, mypy_boto3_dynamodb.service_resource.Table (mypy_boto3_builder documentation).
func botoInstances(p path) []actor {
	full := p.String()
	if name, ok := p.in("boto3"); ok && (name == "Session" || name == "session.Session") {
		return []actor{botoSession{}}
	}
	for _, prefix := range []string{"mypy_boto3_", "types_boto3_", "types_aiobotocore_", "types_aioboto3_"} {
		rest, ok := strings.CutPrefix(full, prefix)
		if !ok {
			continue
		}
		service, class, _ := strings.Cut(rest, ".")
		class = class[strings.LastIndexByte(class, '.')+1:]
		return botoTyped(strings.ReplaceAll(service, "_", "-"), class)
	}
	return nil
}

func botoTyped(service, class string) []actor {
	s, ok := catalogue.LookupSDKService(service)
	if !ok {
		return nil
	}
	if strings.HasSuffix(class, "Client") {
		return []actor{botoClient{service: s.Name}}
	}
	if strings.HasSuffix(class, "ServiceResource") {
		class = "Service"
	}
	if t := botoTypes()[s.Name][class]; t != nil {
		ids := map[string]term.Value{}
		for _, id := range t.ids {
			ids[id] = &term.Unknown{Why: "which " + class + " it is, its type does not say"}
		}
		return []actor{botoResource{service: s.Name, kind: class, of: t, ids: ids}}
	}
	return nil
}

// botoSession is a session, or the module itself, which has one.
type botoSession struct {
	inert
	as identity
}

func (s botoSession) answers(r *run, method string, c *term.Call) []actor {
	as := s.as.or(r.identityOf(c))
	if region := argument(c, 1, "region_name"); region != nil && !nothing(region) {
		as.region = region
	}
	var out []actor
	for _, name := range options(orNothing(argument(c, 0, "service_name"))) {
		text, _ := constant(name)
		service, known := catalogue.LookupSDKService(text)
		switch {
		case !known:
		case method == "client" || method == "create_client":
			out = append(out, botoClient{service: service.Name, as: as, endpoint: argument(c, 7, "endpoint_url")})
		case method == "resource":
			if t := botoTypes()[service.Name]["Service"]; t != nil {
				out = append(out, botoResource{service: service.Name, kind: "Service", of: t, as: as})
			}
		}
	}
	return out
}

func orNothing(v term.Value) term.Value {
	if v == nil {
		return &term.Unknown{}
	}
	return v
}

// botoClient is a client of a service.
type botoClient struct {
	inert
	service  string
	as       identity
	endpoint term.Value
}

const viaClient = "boto3 client"

func (b botoClient) requests(_ *run, method string, c *term.Call) []request {
	var out []request
	switch method {
	case "generate_presigned_url":
		name, _ := constant(orNothing(argument(c, 0, "ClientMethod")))
		out = operate(b.service, name, viaClient+", presigned", inputOf(argument(c, 1, "Params")))
	case "generate_presigned_post":
		in := newInput().with("Bucket", argument(c, 0, "Bucket")).with("Key", argument(c, 1, "Key"))
		out = operate(b.service, "PutObject", viaClient+", presigned", in)
	default:
		if b.service == "s3" {
			out = transfer(method, c, nil, nil)
		}
		if out == nil {
			out = operate(b.service, method, viaClient, keywords(c))
		}
	}
	return b.marked(out)
}

// marked are requests with the client's credentials and endpoint.
func (b botoClient) marked(out []request) []request {
	for i := range out {
		out[i].as = b.as
		if b.endpoint != nil {
			out[i].input = out[i].input.with(endpointMember, b.endpoint)
		}
	}
	return out
}

// endpointMember is the member under which rules find the endpoint of a client.
const endpointMember = "@endpoint"

func (b botoClient) answers(_ *run, method string, c *term.Call) []actor {
	name, _ := constant(orNothing(argument(c, 0, map[string]string{"get_paginator": "operation_name", "get_waiter": "waiter_name"}[method])))
	switch method {
	case "get_paginator":
		return []actor{botoCaller{client: b, method: "paginate", operation: name}}
	case "get_waiter":
		if operation, ok := waiterOperation(b.service, name); ok {
			return []actor{botoCaller{client: b, method: "wait", operation: operation}}
		}
	}
	return nil
}

func (b botoClient) attribute(_ *run, name string) []actor {
	if name == "meta" {
		return []actor{botoMeta{client: b}}
	}
	return nil
}

// botoMeta is what clients and resources keep about themselves: meta.client is a client of the same service.
type botoMeta struct {
	inert
	client botoClient
}

func (m botoMeta) attribute(_ *run, name string) []actor {
	if name == "client" {
		return []actor{m.client}
	}
	return nil
}

// botoCaller has one method that calls one operation: a paginator, a waiter.
type botoCaller struct {
	inert
	client    botoClient
	method    string
	operation string
}

func (b botoCaller) requests(_ *run, method string, c *term.Call) []request {
	if method != b.method {
		return nil
	}
	return b.client.marked(operate(b.client.service, b.operation, viaClient, keywords(c)))
}

// transfer are the methods that the SDK adds to what has objects: they do several operations with what is needed for
// one (Boto3 documentation, "S3 customization reference"). A bucket and a key that a resource has stand in the
// arguments' places.
func transfer(method string, c *term.Call, bucket, key term.Value) []request {
	from, isTransfer := transfers[method]
	if !isTransfer {
		return nil
	}
	names := slices.DeleteFunc(slices.Clone(from.arguments), func(name string) bool {
		return name == "Bucket" && bucket != nil || name == "Key" && key != nil
	})
	in := newInput()
	if extra := argument(c, len(names)+0, "ExtraArgs"); extra != nil {
		in = inputOf(extra)
	}
	for i, name := range names {
		in = in.with(name, argument(c, i, name))
	}
	via := viaClient
	if from.operation == "PutObject" {
		via += uploading
	}
	return operate("s3", from.operation, via, in.with("Bucket", bucket).with("Key", key))
}

// uploading is what Via says of uploads that the library makes in parts where there is much to upload: package need knows
// what putting the parts together takes.
const uploading = " upload"

var transfers = map[string]struct {
	operation string
	arguments []string
}{
	"upload_file":      {"PutObject", []string{"Filename", "Bucket", "Key"}},
	"upload_fileobj":   {"PutObject", []string{"Fileobj", "Bucket", "Key"}},
	"download_file":    {"GetObject", []string{"Bucket", "Key", "Filename"}},
	"download_fileobj": {"GetObject", []string{"Bucket", "Key", "Fileobj"}},
	"copy":             {"CopyObject", []string{"CopySource", "Bucket", "Key"}},
}
