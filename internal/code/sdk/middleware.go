package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// fetching are the middlewares of middy that fetch data before the handler runs: the operation, and the member that a value
// of fetchData is; "" where it is a whole input (middy.js.org, "Middlewares").
var fetching = map[string][]struct{ service, operation, member string }{
	"@middy/secrets-manager":   {{"secretsmanager", "GetSecretValue", "SecretId"}},
	"@middy/dynamodb":          {{"dynamodb", "GetItem", ""}},
	"@middy/s3":                {{"s3", "GetObject", ""}},
	"@middy/sts":               {{"sts", "AssumeRole", ""}},
	"@middy/service-discovery": {{"servicediscovery", "DiscoverInstances", ""}},
	"@middy/appconfig":         {{"appconfigdata", "StartConfigurationSession", ""}, {"appconfigdata", "GetLatestConfiguration", ""}},
}

// middlewares are what the middlewares of middy ask for.
func middlewares(p path, c *term.Call) []request {
	if p.language != ir.JavaScript || p.name != "" || !strings.HasPrefix(p.module, "@middy/") {
		return nil
	}
	all, _ := inputOf(argument(c, 0, "")).at("fetchData[]")
	if p.module == "@middy/ssm" {
		return fetchedParameters(all)
	}
	var out []request
	for _, v := range all {
		for _, f := range fetching[p.module] {
			in := inputOf(v)
			if f.member != "" {
				in = newInput().with(f.member, v)
			}
			out = append(out, operate(f.service, f.operation, "middy", in)...)
		}
	}
	return out
}

// fetchedParameters are the requests for parameters: those by name together, each path by itself.
func fetchedParameters(all []term.Value) []request {
	names := &term.List{}
	var out []request
	for _, v := range all {
		if text, ok := v.(*term.Text); ok && len(text.Parts) > 0 && endsInSlash(text.Parts[len(text.Parts)-1]) || endsInSlash(v) {
			out = append(out, operate("ssm", "GetParametersByPath", "middy", newInput().with("Path", v))...)
			continue
		}
		names.Items = append(names.Items, v)
	}
	if len(names.Items) > 0 {
		out = append(out, operate("ssm", "GetParameters", "middy", newInput().with("Names", names))...)
	}
	return out
}

func endsInSlash(v term.Value) bool {
	text, ok := constant(v)
	return ok && strings.HasSuffix(text, "/")
}
