package eval

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// requestReaders are the methods of what frameworks of Go hand to the function of a route, with the part of the event
// that they read: gin.Context, echo.Context, fiber.Ctx, http.Request.
var requestReaders = map[string]map[string]string{
	"net/http.Request": {
		"PathValue": "pathParameters", "FormValue": "body", "PostFormValue": "body", "Cookie": "cookies", "UserAgent": "headers",
		"Referer": "headers",
	},
	"github.com/gin-gonic/gin.Context": {
		"Param": "pathParameters", "Query": "queryStringParameters", "DefaultQuery": "queryStringParameters",
		"GetQuery": "queryStringParameters", "QueryArray": "queryStringParameters", "PostForm": "body", "DefaultPostForm": "body",
		"GetHeader": "headers", "Cookie": "cookies", "GetRawData": "body",
	},
	"github.com/labstack/echo.Context": {
		"Param": "pathParameters", "QueryParam": "queryStringParameters", "QueryParams": "queryStringParameters",
		"FormValue": "body", "Cookie": "cookies",
	},
	"github.com/gofiber/fiber.Ctx": {
		"Params": "pathParameters", "Query": "queryStringParameters", "FormValue": "body", "Body": "body", "Get": "headers",
		"Cookies": "cookies",
	},
}

// requestBinders fill what they are handed a pointer to from the body.
var requestBinders = map[string]bool{
	"Bind": true, "BindJSON": true, "ShouldBind": true, "ShouldBindJSON": true, "BodyParser": true, "ShouldBindBodyWith": true,
}

// requestFields are the fields of an http.Request, with the part of the event that they hold.
var requestFields = map[string]string{
	"Body": "body", "Form": "body", "PostForm": "body", "Header": "headers", "URL": "path", "Method": "httpMethod",
	"RequestURI": "path",
}

// requestType is the type of a request of a framework; "" for any other value.
func requestType(v term.Value) string {
	t, ok := v.(*term.Typed)
	if !ok {
		return ""
	}
	e, ok := t.Type.(*term.Extern)
	if !ok || e.Language != ir.Go {
		return ""
	}
	module := e.Module
	if i := strings.LastIndex(module, "/v"); i > 0 && strings.Trim(module[i+2:], "0123456789") == "" {
		module = module[:i]
	}
	if name := module + "." + e.Name; requestReaders[name] != nil {
		return name
	}
	return ""
}

// readRequest is a method of a request that reads a part of it; nil for any other.
func (ev *evaluator) readRequest(v term.Value, name string, c *invocation) term.Value {
	of := requestType(v)
	if of == "" {
		return ev.asgiRequest(v, name)
	}
	if v := ev.keptFor(of, name, c); v != nil {
		return v
	}
	if requestBinders[name] && len(c.args) > 0 {
		if r, ok := c.args[0].value.(*ref); ok {
			ev.fillFrom(r, ev.Input(ev.handler, 0, []string{"body"}), "json", 0)
			if strings.HasPrefix(of, "github.com/gin-gonic/") {
				ev.validated(r, "binding", 0)
			}
		}
		return ev.Unknown(c.at, "only the run shows whether the body can be read")
	}
	if name == "Request" {
		return ev.httpRequest()
	}
	part, ok := requestReaders[of][name]
	if !ok {
		return nil
	}
	path := []string{part}
	if key, ok := term.KnownText(c.arg(0)); ok && part != "body" {
		path = append(path, key)
	}
	return ev.Input(ev.handler, 0, path)
}

// requestField is a field of an http.Request; nil for any other value.
func (ev *evaluator) requestField(v term.Value, name string) term.Value {
	switch requestType(v) {
	case "github.com/gin-gonic/gin.Context":
		if name == "Request" {
			return ev.httpRequest()
		}
	case "net/http.Request":
		if part, ok := requestFields[name]; ok {
			return ev.Input(ev.handler, 0, []string{part})
		}
	}
	return nil
}

func (ev *evaluator) httpRequest() term.Value {
	return ev.Typed(ev.Extern(ir.Go, "net/http", "Request"), nil)
}

// pathValue is a part of a request's path that a router keeps: chi.URLParam(r, "id"), mux.Vars(r)["id"].
func pathValue(ev *evaluator, c *invocation) term.Value {
	if requestType(c.arg(0)) == "" {
		return nil
	}
	path := []string{"pathParameters"}
	if key, ok := term.KnownText(c.arg(1)); ok {
		path = append(path, key)
	}
	return ev.Input(ev.handler, 0, path)
}

// goQuery is r.URL.Query() of a request.
func goQuery(ev *evaluator, c *invocation) term.Value {
	in, ok := c.this.(*term.Input)
	if !ok || len(c.args) > 0 || len(in.Path) != 1 || in.Path[0] != requestFields["URL"] {
		return nil
	}
	return ev.Input(in.Entry, in.Parameter, []string{"queryStringParameters"})
}

// requestValue is a value of a request's query, form or headers by its name.
func requestValue(ev *evaluator, c *invocation) term.Value {
	in, ok := c.this.(*term.Input)
	key, known := term.KnownText(c.arg(0))
	if !ok || !known || len(in.Path) != 1 {
		return nil
	}
	switch in.Path[0] {
	case "queryStringParameters", "headers", "body":
		return ev.Deeper(in, key)
	}
	return nil
}
