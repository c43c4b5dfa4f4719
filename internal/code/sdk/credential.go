package sdk

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// credentials answers whose credentials a client gets from the call that makes it: the function's own unless the
// arguments hand some in.
func (r *run) credentials(c *eval.Call) keys {
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
func (r *run) given(v eval.Value) keys {
	if v == nil {
		return own
	}
	var found keys
	for _, o := range options(v) {
		if object, ok := o.(*eval.Object); ok {
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
func (r *run) handed(v eval.Value) keys {
	if assumes(v) {
		return anotherRole
	}
	if object, ok := v.(*eval.Object); ok {
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
func (r *run) keys(v eval.Value) keys {
	found := anotherRole
	for _, o := range options(v) {
		is := own
		switch x := o.(type) {
		case *eval.Environment:
			if x.Name != "AWS_ACCESS_KEY_ID" {
				is = otherKeys
			}
		case *eval.Constant:
			if strings.HasPrefix(x.Text, "AKIA") || strings.HasPrefix(x.Text, "ASIA") { // others are for a local stand-in
				is = otherKeys
			}
		default:
			if assumes(o) {
				is = anotherRole
			} else if _, isResult := root(o).(*eval.Result); isResult {
				is = otherKeys // of a secret, of a file
			}
		}
		found = min(found, is)
	}
	return found
}

// root is the value that a member or an item is a part of.
func root(v eval.Value) eval.Value {
	for range maxDepth {
		switch x := v.(type) {
		case *eval.Member:
			v = x.Of
		case *eval.Item:
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
func assumes(v eval.Value) bool {
	found := false
	walk(v, func(part eval.Value) bool {
		result, ok := part.(*eval.Result)
		if !ok || found {
			return !found
		}
		switch callee := result.Call.Callee.(type) {
		case *eval.Extern:
			full := callee.Module + "." + callee.Name
			found = assuming[full[strings.LastIndexByte(full, '.')+1:]] || strings.HasSuffix(full, "/stscreds.NewCredentials")
		case *eval.Member:
			found = assuming[callee.Name]
		}
		return !found
	})
	return found
}

// maxParts is how many parts of a value are looked at.
const maxParts = 2000

// walk calls visit for a value and everything that it is made of, until visit answers false.
func walk(v eval.Value, visit func(eval.Value) bool) {
	seen := map[eval.Value]bool{}
	todo := []eval.Value{v}
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
func parts(v eval.Value) []eval.Value {
	switch x := v.(type) {
	case *eval.Text:
		return x.Parts
	case *eval.Member:
		return []eval.Value{x.Of}
	case *eval.Item:
		return []eval.Value{x.Of, x.Key}
	case *eval.Result:
		out := []eval.Value{x.Call.Callee}
		for i := range x.Call.Args {
			out = append(out, x.Call.Args[i].Value)
		}
		return out
	case *eval.Object:
		out := []eval.Value{x.Rest}
		for _, name := range x.Names {
			out = append(out, x.Fields[name])
		}
		return out
	case *eval.List:
		return append([]eval.Value{x.Rest}, x.Items...)
	case *eval.Combined:
		return x.Of
	case *eval.OneOf:
		return x.Options
	case *eval.Environment:
		return []eval.Value{x.Default}
	}
	return nil
}
