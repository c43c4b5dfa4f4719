package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// The two SDKs for Go (AWS SDK for Go v2 Developer Guide, "Using the AWS SDK for Go v2 with AWS services", "Amazon S3
// features", "Paginators", "Waiters"; AWS SDK for Go v1 API Reference).
const (
	goModule2 = "github.com/aws/aws-sdk-go-v2/"
	goModule1 = "github.com/aws/aws-sdk-go/"
	viaGo2    = "aws-sdk-go-v2"
	viaGo1    = "aws-sdk-go"
)

// goService is the service that a package is the client of: .../service/s3, .../service/dynamodb/dynamodbiface.
func goService(module string) (service, via string, ok bool) {
	rest, isV2 := strings.CutPrefix(module, goModule2+"service/")
	via = viaGo2
	if !isV2 {
		if rest, ok = strings.CutPrefix(module, goModule1+"service/"); !ok {
			return "", "", false
		}
		via = viaGo1
	}
	name, _, _ := strings.Cut(rest, "/")
	s, known := catalogue.LookupSDKService(name)
	return s.Name, via, known
}

func goMakes(r *run, p path, c *term.Call) []actor {
	if p.language != ir.Go {
		return nil
	}
	if strings.HasSuffix(p.module, "feature/s3/manager") || strings.HasSuffix(p.module, "service/s3/s3manager") || strings.HasSuffix(p.module, "feature/s3/transfermanager") {
		if p.name == "NewUploader" || p.name == "NewDownloader" || p.name == "New" || strings.HasSuffix(p.name, "WithClient") {
			return []actor{goClient{service: "s3", via: viaGo2, as: r.identityOf(c), manager: true}}
		}
		return nil
	}
	service, via, ok := goService(p.module)
	if !ok || strings.Contains(p.module, "iface") {
		return nil
	}
	client := goClient{service: service, via: via}
	switch {
	case p.name == "NewFromConfig", p.name == "New":
		client.as = r.identityOf(c)
		return []actor{client}
	case p.name == "NewPresignClient":
		client.via += ", presigned"
		return []actor{client.like(r, argument(c, 0, ""))}
	case strings.HasPrefix(p.name, "New") && strings.HasSuffix(p.name, "Paginator"):
		operation := strings.TrimSuffix(strings.TrimPrefix(p.name, "New"), "Paginator")
		in := inputOf(argument(c, 1, ""))
		return []actor{goCaller{client.like(r, argument(c, 0, "")), "NextPage", operation, &in}}
	case strings.HasPrefix(p.name, "New") && strings.HasSuffix(p.name, "Waiter"):
		waiter := strings.TrimSuffix(strings.TrimPrefix(p.name, "New"), "Waiter")
		if operation, ok := waiterOperation(service, waiter); ok {
			return []actor{goCaller{client.like(r, argument(c, 0, "")), "Wait", operation, nil}}
		}
	}
	return nil
}

// goInstances are the actors of declared types: *s3.Client, *s3.S3, s3iface.S3API.
func goInstances(p path) []actor {
	if p.language != ir.Go {
		return nil
	}
	service, via, ok := goService(p.module)
	if !ok || strings.HasSuffix(p.name, "Input") || strings.HasSuffix(p.name, "Output") || strings.Contains(p.module, "/types") {
		return nil
	}
	switch {
	case p.name == "PresignClient":
		via += ", presigned"
	case p.name == "Client", via == viaGo1, strings.HasSuffix(p.name, "APIClient"):
	default:
		return nil
	}
	return []actor{goClient{service: service, via: via}}
}

// goRequests are what functions of the SDKs ask for: a provider of the credentials of a role assumes it.
func goRequests(_ *run, p path, c *term.Call) []request {
	if p.language != ir.Go || !strings.HasSuffix(p.module, "/stscreds") {
		return nil
	}
	if p.name == "NewAssumeRoleProvider" || p.name == "NewCredentials" || p.name == "NewCredentialsWithClient" {
		return operate("sts", "AssumeRole", "stscreds", newInput().with("RoleArn", argument(c, 1, "")))
	}
	return nil
}

// goClient is a client of a service, or what signs or transfers with one.
type goClient struct {
	inert
	service string
	via     string
	as      identity
	manager bool
}

// like is the client with the credentials of the one that it is made of.
func (g goClient) like(r *run, v term.Value) goClient {
	for _, a := range r.actorsOf(v) {
		if from, ok := a.(goClient); ok {
			g.as = from.as
		}
	}
	return g
}

// goSuffixes are what the method of an operation may end in.
var goSuffixes = []string{"PagesWithContext", "WithContext", "Pages", "Request"}

func (g goClient) requests(_ *run, method string, c *term.Call) []request {
	in := goInput(c)
	if operation, ok := strings.CutPrefix(method, "WaitUntil"); ok {
		operation = strings.TrimSuffix(operation, "WithContext")
		polled, _ := waiterOperation(g.service, operation)
		return g.ask(polled, in)
	}
	if g.manager {
		operation := map[string]string{
			"Upload": "PutObject", "UploadWithContext": "PutObject", "UploadObject": "PutObject",
			"Download": "GetObject", "DownloadWithContext": "GetObject", "DownloadObject": "GetObject", "GetObject": "GetObject",
		}[method]
		if operation == "PutObject" {
			g.via += uploading
		}
		return g.ask(operation, in)
	}
	if strings.HasSuffix(g.via, "presigned") {
		method = strings.TrimPrefix(method, "Presign")
	}
	if out := g.ask(method, in); out != nil {
		return out
	}
	for _, suffix := range goSuffixes {
		if operation, ok := strings.CutSuffix(method, suffix); ok {
			if out := g.ask(operation, in); out != nil {
				return out
			}
		}
	}
	return nil
}

func (g goClient) ask(operation string, in input) []request {
	out := operate(g.service, operation, g.via, in)
	for i := range out {
		out[i].as = g.as
	}
	return out
}

// goInput is the input among the arguments: a struct whose type ends in Input, else what is not a context.
func goInput(c *term.Call) input {
	for i := range c.Args {
		if goInputType(c.Args[i].Value) != nil {
			return inputOf(c.Args[i].Value)
		}
	}
	for i := range c.Args {
		if _, ok := c.Args[i].Value.(*term.Object); ok {
			return inputOf(c.Args[i].Value)
		}
	}
	if n := len(c.Args); n > 0 {
		return inputOf(c.Args[min(1, n-1)].Value)
	}
	return newInput()
}

// goInputType is the type of an input of an operation.
func goInputType(v term.Value) *term.Extern {
	for _, o := range options(v) {
		var t term.Value
		switch x := o.(type) {
		case *term.Object:
			t = x.Type
		case *term.Typed:
			t = x.Type
		}
		if e, ok := t.(*term.Extern); ok && strings.HasSuffix(e.Name, "Input") {
			return e
		}
	}
	return nil
}

// typedInput are the requests of a method of something that is not known, such as an interface of the application, which
// gets the input of an operation of that name.
func typedInput(method string, c *term.Call) []request {
	for i := range c.Args {
		t := goInputType(c.Args[i].Value)
		if t == nil {
			continue
		}
		service, via, ok := goService(t.Module)
		operation := strings.TrimSuffix(t.Name, "Input")
		if ok && strings.HasPrefix(strings.TrimPrefix(method, "Presign"), operation) {
			return operate(service, operation, via, inputOf(c.Args[i].Value))
		}
	}
	return nil
}

// goCaller has one method that calls one operation: a paginator, a waiter.
type goCaller struct {
	goClient
	method    string
	operation string
	in        *input // that of the constructor; nil: the method gets it
}

func (g goCaller) requests(_ *run, method string, c *term.Call) []request {
	if method != g.method && (g.method != "Wait" || method != "WaitForOutput") {
		return nil
	}
	if g.in != nil {
		return g.ask(g.operation, *g.in)
	}
	return g.ask(g.operation, goInput(c))
}
