package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// Powertools for AWS Lambda, for Python and TypeScript (its documentation: "Parameters", "Idempotency", "Feature flags").
const (
	toolsPython = "aws_lambda_powertools.utilities."
	toolsScript = "@aws-lambda-powertools/"
	viaTools    = "powertools"
)

// toolPlace is the part of Powertools that something is of, and its name there; "" for what is of none.
func toolPlace(p path) (part, name string) {
	full := p.String()
	if rest, ok := strings.CutPrefix(full, toolsPython); ok && p.language == ir.Python {
		part, _, _ = strings.Cut(rest, ".")
	} else if rest, ok := strings.CutPrefix(full, toolsScript); ok && p.language == ir.JavaScript {
		part, _, _ = strings.Cut(rest, "/")
		part, _, _ = strings.Cut(part, ".")
	} else {
		return "", ""
	}
	return part, full[strings.LastIndexByte(full, '.')+1:]
}

// toolFunctions are the operations of the functions of parameters, with the member that their first argument is.
var toolFunctions = map[string]struct{ service, operation, member string }{
	"get_parameter": {"ssm", "GetParameter", "Name"}, "getParameter": {"ssm", "GetParameter", "Name"},
	"get_parameters": {"ssm", "GetParametersByPath", "Path"}, "getParameters": {"ssm", "GetParametersByPath", "Path"},
	"get_parameters_by_name": {"ssm", "GetParameters", "Names"}, "getParametersByName": {"ssm", "GetParameters", "Names"},
	"set_parameter": {"ssm", "PutParameter", "Name"}, "setParameter": {"ssm", "PutParameter", "Name"},
	"get_secret": {"secretsmanager", "GetSecretValue", "SecretId"}, "getSecret": {"secretsmanager", "GetSecretValue", "SecretId"},
	"set_secret": {"secretsmanager", "PutSecretValue", "SecretId"},
}

// toolRequests are what the functions of Powertools ask for, and what the classes will ask for that are handed to it.
func toolRequests(_ *run, p path, c *term.Call) []request {
	part, name := toolPlace(p)
	if part == "" {
		return nil
	}
	if f, ok := toolFunctions[name]; ok && part == "parameters" {
		in := newInput().with(f.member, keysAsList(argument(c, 0, toolArgument(name))))
		if decrypt := option(c, 1, "decrypt"); decrypt != nil {
			in = in.with("WithDecryption", decrypt)
		}
		return operate(f.service, f.operation, viaTools, in)
	}
	switch name {
	case "get_app_config", "getAppConfig", "AppConfigStore":
		return configuration(c)
	case "DynamoDBPersistenceLayer":
		var out []request
		in := newInput().with("TableName", option(c, 0, "table_name", "tableName"))
		for _, operation := range []string{"PutItem", "GetItem", "UpdateItem", "DeleteItem"} {
			out = append(out, operate("dynamodb", operation, viaTools, in)...)
		}
		return out
	}
	return nil
}

func toolArgument(name string) string {
	switch name {
	case "get_parameters":
		return "path"
	case "get_parameters_by_name":
		return "parameters"
	}
	return "name"
}

// keysAsList are the names of a mapping of names to options, as a list; anything else itself.
func keysAsList(v term.Value) term.Value {
	object, ok := v.(*term.Object)
	if !ok {
		return v
	}
	names := &term.List{}
	for _, name := range object.Names {
		names.Items = append(names.Items, &term.Constant{Kind: ir.String, Text: name})
	}
	if object.Keys != nil {
		names.Items = append(names.Items, object.Keys)
	}
	return names
}

// option is an argument by name, in a mapping of options, or by place.
func option(c *term.Call, place int, names ...string) term.Value {
	for _, name := range names {
		if v := optionNamed(c, name); v != nil {
			return v
		}
	}
	if v := argument(c, place, ""); v != nil {
		if _, isObject := v.(*term.Object); !isObject {
			return v
		}
	}
	return nil
}

// configuration is what reading a configuration of AppConfig asks for.
func configuration(c *term.Call) []request {
	in := newInput().with("ApplicationIdentifier", option(c, -1, "application")).
		with("EnvironmentIdentifier", option(c, -1, "environment")).with("ConfigurationProfileIdentifier", option(c, 0, "name"))
	out := operate("appconfigdata", "StartConfigurationSession", viaTools, in)
	return append(out, operate("appconfigdata", "GetLatestConfiguration", viaTools, in)...)
}

// toolProviders are the operations of the methods of the providers of parameters, with the member that the first argument
// is.
var toolProviders = map[string]struct{ service, one, many, member, manyMember string }{
	"SSMProvider":      {"ssm", "GetParameter", "GetParametersByPath", "Name", "Path"},
	"SecretsProvider":  {"secretsmanager", "GetSecretValue", "", "SecretId", ""},
	"DynamoDBProvider": {"dynamodb", "GetItem", "Query", "", ""},
}

func toolMakes(_ *run, p path, c *term.Call) []actor {
	part, name := toolPlace(p)
	if _, ok := toolProviders[name]; ok && part == "parameters" {
		return []actor{toolProvider{name: name, table: option(c, 0, "table_name", "tableName")}}
	}
	return nil
}

// toolProvider is a provider of parameters.
type toolProvider struct {
	inert
	name  string
	table term.Value
}

func (t toolProvider) requests(_ *run, method string, c *term.Call) []request {
	does := toolProviders[t.name]
	operation, member := does.one, does.member
	switch method {
	case "get":
	case "get_multiple", "getMultiple":
		operation, member = does.many, does.manyMember
	default:
		return nil
	}
	in := newInput()
	if member != "" {
		in = in.with(member, argument(c, 0, strings.ToLower(member)))
	}
	return operate(does.service, operation, viaTools, in.with("TableName", t.table))
}
