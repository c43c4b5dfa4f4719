package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// The two SDKs for JavaScript (AWS SDK for JavaScript v3 API Reference: clients, commands, lib-dynamodb, lib-storage,
// s3-request-presigner; v2 API Reference).
const (
	viaScript2  = "aws-sdk v2"
	viaScript3  = "aws-sdk v3"
	viaDocument = "aws-sdk v3 document client"
)

func scriptMakes(r *run, p path, c *term.Call) []actor {
	if p.language != ir.JavaScript {
		return nil
	}
	first := argument(c, 0, "")
	if operation, ok := documentCommands[strings.TrimSuffix(p.name, "Command")]; ok && p.module == "@aws-sdk/lib-dynamodb" {
		return []actor{scriptCommand{service: "dynamodb", operation: operation, in: inputOf(first), via: viaDocument}}
	}
	if service, ok := scriptPackage(p); ok && strings.HasSuffix(p.name, "Command") {
		return []actor{scriptCommand{service: service, operation: strings.TrimSuffix(p.name, "Command"), in: inputOf(first), via: viaScript3}}
	}
	switch {
	case p.module == "@aws-sdk/lib-dynamodb" && strings.HasSuffix(p.name, ".from"):
		return []actor{scriptClient{service: "dynamodb", via: viaDocument, document: true, as: r.speaksAs(first)}}
	case p.module == "@aws-sdk/lib-storage" && p.name == "Upload":
		values, _ := inputOf(first).at("params")
		if len(values) == 0 {
			return nil
		}
		upload := scriptUpload{in: inputOf(values[0])}
		if clients, _ := inputOf(first).at("client"); len(clients) == 1 {
			upload.as = r.speaksAs(clients[0])
		}
		return []actor{upload}
	}
	found := scriptInstances(p)
	for i, a := range found {
		if client, ok := a.(scriptClient); ok {
			client.as = r.identityOf(c)
			options := inputOf(first)
			if bound, _ := options.at("params"); len(bound) == 1 {
				client.params = bound[0]
			}
			if endpoint, _ := options.at("endpoint"); len(endpoint) == 1 {
				client.endpoint = endpoint[0]
			}
			found[i] = client
		}
	}
	return found
}

// scriptPackage is the service of a package of version 3.
func scriptPackage(p path) (string, bool) {
	name, ok := strings.CutPrefix(p.module, "@aws-sdk/client-")
	if !ok {
		return "", false
	}
	name, _, _ = strings.Cut(name, "/")
	s, known := catalogue.LookupSDKService(name)
	return s.Name, known
}

// scriptInstances are the clients that classes are: S3Client, S3 of version 3, AWS.S3 and DocumentClient of version 2.
func scriptInstances(p path) []actor {
	if p.language != ir.JavaScript {
		return nil
	}
	if service, ok := scriptPackage(p); ok {
		short := strings.TrimSuffix(p.name, "Client")
		if s, known := catalogue.LookupSDKService(short); known && s.Name == service || strings.HasSuffix(p.name, "Client") {
			return []actor{scriptClient{service: service, via: viaScript3}}
		}
		return nil
	}
	if p.module == "@aws-sdk/lib-dynamodb" && (p.name == "DynamoDBDocumentClient" || p.name == "DynamoDBDocument") {
		return []actor{scriptClient{service: "dynamodb", via: viaDocument, document: true}}
	}
	name, ok := p.name, p.module == "aws-sdk" || p.module == "aws-sdk/global"
	if module, isClient := strings.CutPrefix(p.module, "aws-sdk/clients/"); isClient {
		name, ok = module, true
		if p.name != "" {
			name += "." + p.name
		}
	}
	if !ok {
		return nil
	}
	service, class, _ := strings.Cut(name, ".")
	s, known := catalogue.LookupSDKService(service)
	if !known || class != "" && class != "DocumentClient" && !strings.EqualFold(class, service) {
		return nil
	}
	return []actor{scriptClient{service: s.Name, via: viaScript2, document: class == "DocumentClient"}}
}

// documentCommands are the operations of the methods and commands of document clients.
var documentCommands = map[string]string{
	"Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "Query": "Query", "Scan": "Scan",
	"BatchGet": "BatchGetItem", "BatchWrite": "BatchWriteItem", "TransactGet": "TransactGetItems", "TransactWrite": "TransactWriteItems",
	"ExecuteStatement": "ExecuteStatement", "BatchExecuteStatement": "BatchExecuteStatement", "ExecuteTransaction": "ExecuteTransaction",
}

// scriptRequests are what functions of the SDKs ask for.
func scriptRequests(r *run, p path, c *term.Call) []request {
	if p.language != ir.JavaScript {
		return nil
	}
	if out := middlewares(p, c); out != nil {
		return out
	}
	first, second := argument(c, 0, ""), argument(c, 1, "")
	var out []request
	switch {
	case p.module == "@aws-sdk/s3-request-presigner" && p.name == "getSignedUrl":
		out = r.commands(second)
		for i := range out {
			out[i].via += ", presigned"
		}
	case p.module == "@aws-sdk/s3-presigned-post" && p.name == "createPresignedPost":
		out = operate("s3", "PutObject", viaScript3+", presigned", inputOf(second))
	case strings.HasPrefix(p.module, "@aws-sdk/credential-provider") && p.name == "fromTemporaryCredentials",
		p.module == "aws-sdk" && (p.name == "ChainableTemporaryCredentials" || p.name == "TemporaryCredentials"):
		in := inputOf(first)
		if params, _ := in.at("params"); len(params) == 1 {
			in = inputOf(params[0])
		}
		return operate("sts", "AssumeRole", "credential provider", in)
	case strings.HasPrefix(p.name, "paginate"):
		if service, ok := scriptPackage(p); ok {
			out = operate(service, strings.TrimPrefix(p.name, "paginate"), viaScript3, inputOf(second))
		} else if operation, ok := documentCommands[strings.TrimPrefix(p.name, "paginate")]; ok && p.module == "@aws-sdk/lib-dynamodb" {
			out = operate("dynamodb", operation, viaDocument, inputOf(second))
		}
	case strings.HasPrefix(p.name, "waitUntil"), strings.HasPrefix(p.name, "waitFor"):
		if service, ok := scriptPackage(p); ok {
			waiter := strings.TrimPrefix(strings.TrimPrefix(p.name, "waitUntil"), "waitFor")
			operation, _ := waiterOperation(service, waiter)
			out = operate(service, operation, viaScript3, inputOf(second))
		}
	}
	client := first
	if values, _ := inputOf(first).at("client"); len(values) == 1 {
		client = values[0]
	}
	as := r.speaksAs(client)
	for i := range out {
		out[i].as = as
	}
	return out
}

// speaksAs is as whom and where a client speaks that something else is made of.
func (r *run) speaksAs(client term.Value) identity {
	var as identity
	for _, a := range r.actorsOf(client) {
		if from, ok := a.(scriptClient); ok {
			as = from.as
		}
	}
	return as
}

// commands are the requests that a value is, where it is a command.
func (r *run) commands(v term.Value) []request {
	if v == nil {
		return nil
	}
	var out []request
	for _, a := range r.actorsOf(v) {
		if command, ok := a.(scriptCommand); ok {
			out = append(out, operate(command.service, command.operation, command.via, command.in)...)
		}
	}
	return out
}

// scriptCommand is a command that some client sends.
type scriptCommand struct {
	inert
	service, operation, via string
	in                      input
}

// scriptUpload is an upload in parts.
type scriptUpload struct {
	inert
	in input
	as identity
}

func (s scriptUpload) requests(_ *run, method string, _ *term.Call) []request {
	if method != "done" {
		return nil
	}
	out := operate("s3", "PutObject", viaScript3+uploading, s.in)
	for i := range out {
		out[i].as = s.as
	}
	return out
}

// scriptClient is a client of a service.
type scriptClient struct {
	inert
	service  string
	via      string
	as       identity
	document bool
	params   term.Value // that every request has
	endpoint term.Value
}

func (s scriptClient) requests(r *run, method string, c *term.Call) []request {
	first, second := argument(c, 0, ""), argument(c, 1, "")
	var out []request
	switch {
	case method == "send":
		out = r.commands(first)
	case method == "getSignedUrl", method == "getSignedUrlPromise":
		name, _ := constant(orNothing(first))
		out = operate(s.service, name, s.via+", presigned", inputOf(second))
	case method == "createPresignedPost":
		in := inputOf(first)
		if keys, _ := in.at("Fields.key"); len(keys) == 1 {
			in = in.with("Key", keys[0])
		}
		out = operate(s.service, "PutObject", s.via+", presigned", in)
	case method == "waitFor":
		name, _ := constant(orNothing(first))
		operation, _ := waiterOperation(s.service, name)
		out = operate(s.service, operation, s.via, inputOf(second))
	case method == "makeRequest":
		name, _ := constant(orNothing(first))
		out = operate(s.service, name, s.via, inputOf(second))
	case s.service == "s3" && method == "upload":
		out = operate("s3", "PutObject", s.via+uploading, inputOf(first))
	default:
		if s.document && method != "" {
			if operation, ok := documentCommands[strings.ToUpper(method[:1])+method[1:]]; ok {
				method = operation
			}
		}
		out = operate(s.service, method, s.via, inputOf(first))
	}
	for i := range out {
		out[i].as = s.as
		if s.endpoint != nil {
			out[i].input = out[i].input.with(endpointMember, s.endpoint)
		}
		if object, ok := s.params.(*term.Object); ok {
			for _, name := range object.Names {
				if _, given := out[i].input.at(name); given == 0 {
					out[i].input = out[i].input.with(name, object.Fields[name])
				}
			}
		}
	}
	return out
}
