package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// credentials answers whose credentials a client gets from the call that makes it: the function's own unless the
// arguments hand some in.
func (r *run) credentials(c *term.Call) keys {
	var found keys
	for i := range c.Args {
		a := &c.Args[i]
		switch a.Name {
		case "aws_access_key_id":
			found = max(found, r.keys(a.Value))
		case "aws_secret_access_key", "aws_session_token":
		default:
			found = max(found, r.given(a.Value))
		}
	}
	return found
}

// given is whose credentials an argument brings, if it brings any: options with credentials, a configuration.
func (r *run) given(v term.Value) keys {
	if v == nil {
		return own
	}
	var found keys
	for _, o := range options(v) {
		if object, ok := o.(*term.Object); ok {
			for _, name := range []string{"credentials", "Credentials"} {
				if inner, ok := object.Fields[name]; ok {
					found = max(found, r.handed(inner))
				}
			}
			if id, ok := object.Fields["accessKeyId"]; ok {
				found = max(found, r.keys(id))
			}
			continue
		}
		if assumes(o) {
			found = max(found, anotherRole)
		}
	}
	return found
}

// handed is whose credentials a value for credentials holds.
func (r *run) handed(v term.Value) keys {
	if assumes(v) {
		return anotherRole
	}
	if object, ok := v.(*term.Object); ok {
		for _, name := range []string{"accessKeyId", "AccessKeyID", "AccessKeyId"} {
			if id, ok := object.Fields[name]; ok {
				return r.keys(id)
			}
		}
	}
	return own
}

// keys is whose an access key is. Where one of several values is the function's own, or nothing, it is: its permissions
// are needed then.
func (r *run) keys(v term.Value) keys {
	found := anotherRole
	for _, o := range options(v) {
		is := own
		switch x := o.(type) {
		case *term.Environment:
			if x.Name != "AWS_ACCESS_KEY_ID" {
				is = otherKeys
			}
		case *term.Constant:
			if strings.HasPrefix(x.Text, "AKIA") || strings.HasPrefix(x.Text, "ASIA") { // others are for a local stand-in
				is = otherKeys
			}
		default:
			if assumes(o) {
				is = anotherRole
			} else if _, isResult := root(o).(*term.Result); isResult {
				is = otherKeys // of a secret, of a file
			}
		}
		found = min(found, is)
	}
	return found
}

// root is the value that a member or an item is a part of.
func root(v term.Value) term.Value {
	for range maxDepth {
		switch x := v.(type) {
		case *term.Member:
			v = x.Of
		case *term.Item:
			v = x.Of
		default:
			return v
		}
	}
	return v
}

// assuming are the last names of functions and classes whose result holds, or gets, the credentials of a role (AWS STS
// API Reference; credential providers of the SDKs for JavaScript and Go).
var assuming = map[string]bool{
	"assume_role": true, "assume_role_with_web_identity": true, "assume_role_with_saml": true,
	"assumeRole": true, "assumeRoleWithWebIdentity": true, "assumeRoleWithSAML": true,
	"AssumeRoleCommand": true, "AssumeRoleWithWebIdentityCommand": true,
	"AssumeRole": true, "AssumeRoleWithContext": true, "AssumeRoleWithWebIdentity": true,
	"fromTemporaryCredentials": true, "ChainableTemporaryCredentials": true, "TemporaryCredentials": true,
	"fromCognitoIdentity": true, "fromCognitoIdentityPool": true, "CognitoIdentityCredentials": true, "get_credentials_for_identity": true,
	"NewAssumeRoleProvider": true, "NewWebIdentityRoleProvider": true, "stscreds.NewCredentials": true,
}

// assumes reports whether a value is made of the credentials of a role.
func assumes(v term.Value) bool {
	found := false
	walk(v, func(part term.Value) bool {
		result, ok := part.(*term.Result)
		if !ok || found {
			return !found
		}
		switch callee := result.Call.Callee.(type) {
		case *term.Extern:
			full := callee.Module + "." + callee.Name
			found = assuming[full[strings.LastIndexByte(full, '.')+1:]] || strings.HasSuffix(full, "/stscreds.NewCredentials")
		case *term.Member:
			found = assuming[callee.Name]
		}
		return !found
	})
	return found
}

// maxParts is how many parts of a value are looked at.
const maxParts = 2000

// walk calls visit for a value and everything that it is made of, until visit answers false.
func walk(v term.Value, visit func(term.Value) bool) {
	seen := map[term.Value]bool{}
	todo := []term.Value{v}
	for len(todo) > 0 && len(seen) < maxParts {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if v == nil || seen[v] {
			continue
		}
		seen[v] = true
		if !visit(v) {
			return
		}
		todo = append(todo, parts(v)...)
	}
}

// parts are the values that a value is made of.
func parts(v term.Value) []term.Value {
	switch x := v.(type) {
	case *term.Text:
		return x.Parts
	case *term.Member:
		return []term.Value{x.Of}
	case *term.Item:
		return []term.Value{x.Of, x.Key}
	case *term.Result:
		out := []term.Value{x.Call.Callee}
		for i := range x.Call.Args {
			out = append(out, x.Call.Args[i].Value)
		}
		return out
	case *term.Object:
		out := []term.Value{x.Rest}
		for _, name := range x.Names {
			out = append(out, x.Fields[name])
		}
		return out
	case *term.List:
		return append([]term.Value{x.Rest}, x.Items...)
	case *term.Combined:
		return x.Of
	case *term.OneOf:
		return x.Options
	case *term.Environment:
		return []term.Value{x.Default}
	}
	return nil
}
