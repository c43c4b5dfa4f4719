package habit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/rulebook"
	"github.com/sconce-dev/sconce/internal/code/term"
	"github.com/sconce-dev/sconce/internal/model"
)

// credentials notes a credential that is written into what a call gets. What is meant for somebody's own machine is none, and
// what looks like a name, or is only taken where the deployment says so, may be none.
func (r *search) credentials(c *term.Call, called []string, add noter) {
	if nearby(term.Arguments(c), 0) || forBrowsers.Has(called) {
		return
	}
	found := r.credentialIn(term.Arguments(c), 0)
	for _, a := range c.Args {
		if s, ok := term.Written(a.Value); ok && found.name == "" && !a.Spread && a.Name != "" && isString(a.Value) {
			found = credentialAs(a.Name, s)
		}
		if l, ok := a.Value.(*term.List); ok && a.Name == "auth" && len(l.Items) == 2 && isString(l.Items[1]) { // of requests, httpx: name, password
			s, _ := term.Written(l.Items[1])
			found = credentialAs("password", s)
		}
	}
	key := r.signedWith(c, called)
	switch {
	case found.name == "" && key.name != "":
		found = key
	case found.name != "" && found.isDefault && signing.Has(called):
		found.sure = true // whoever knows the code signs what he likes
	case found.name == "" || placeholder(found.text):
		return
	}
	what := found.name + " of " + term.Shown(called) + " stands in the code"
	if !found.sure || asked(c.Guards) {
		add("credential", c.At, what, model.FlowTentative)
		return
	}
	add("credential", c.At, what)
}

// signing are calls whose key vouches for what is signed: a known one is as bad as none.
var signing = term.NewPatterns([]string{
	"jsonwebtoken.sign", "jsonwebtoken.verify", "jwt.encode", "jwt.decode", "jose*.sign", "jose*.jwtVerify", "jose.jwt.encode", "jose.jwt.decode",
	"hmac.new", "crypto.createHmac", "crypto/hmac.New", "*.SignedString", "express-session", "cookie-session", "itsdangerous.*",
	"crypto.createCipheriv", "crypto.createDecipheriv", "cryptography.fernet.Fernet",
})

// forBrowsers are calls whose key every visitor of a page is given: it names a project and opens nothing (Firebase, "Learn about
// using and managing API keys").
var forBrowsers = term.NewPatterns([]string{"firebase/app.initializeApp", "firebase.initializeApp", "firebase/app.default.initializeApp", "firebase/compat/app.default.initializeApp"})

// signers are calls whose second argument is the key that tokens are signed with.
var signers = term.NewPatterns([]string{"jsonwebtoken.sign", "jsonwebtoken.verify", "jwt.encode", "jwt.decode", "jose.jwt.encode", "jose.jwt.decode", "jwt-simple.encode", "jwt-simple.decode", "hono/jwt.sign", "hono/jwt.verify"})

// signedWith is the key of tokens that is written into the code: whoever knows it writes tokens himself.
func (r *search) signedWith(c *term.Call, called []string) credential {
	var key term.Value
	switch {
	case signers.Has(called) && !r.readsUnverified(c, called):
		key = term.Either(c, 1, "key")
	case term.LastName(called[0]) == "SignedString":
		key = term.FirstOf(c)
	}
	text, ok := term.Written(plainText(key))
	if !ok || len(text) < 3 || !isString(plainText(key)) || strings.Contains(text, "PUBLIC KEY") || strings.Contains(text, "CERTIFICATE") {
		return credential{}
	}
	return credential{name: "the key", text: text, sure: !placeholder(text)}
}

// readsUnverified is whether a call is one that reads a token without its key, whatever it is given.
func (r *search) readsUnverified(c *term.Call, called []string) bool {
	return slices.ContainsFunc(r.tables.Misuses, func(m *rulebook.Misuse) bool {
		return m.Family == "token" && slices.ContainsFunc(m.Weak, func(w rulebook.WeakCall) bool { return r.isWeak(&w, c, called) })
	})
}

// plainText is what a value is the bytes of.
func plainText(v term.Value) term.Value {
	v = term.Untested(v)
	if r, ok := v.(*term.Result); ok {
		switch name := term.LastName(term.Names(r.Call.Callee)[0]); name {
		case "encode":
			if of := term.CalledOn(r.Call); isString(of) {
				return of
			}
			return term.FirstOf(r.Call)
		case "from", "byte", "bytes":
			return term.FirstOf(r.Call)
		}
	}
	return v
}

// credential is what may be one: by which name, and whether it is sure that it is.
type credential struct {
	name      string
	text      string
	sure      bool
	isDefault bool // of an environment variable
}

// address is an address with a password in it.
var address = regexp.MustCompile(`^[a-z][a-z0-9+]*://([^/:@\s]+):([^/@\s]{6,})@`)

// credentialIn is a credential that is written into what a call gets: an entry with the name of one, an address with a
// password.
func (r *search) credentialIn(vs []term.Value, depth int) credential {
	if depth > 4 {
		return credential{}
	}
	for _, v := range vs {
		var found credential
		switch x := v.(type) {
		case *term.Constant:
			if m := address.FindStringSubmatch(x.Text); x.Kind == ir.String && m != nil && !placeholder(m[2]) && m[1] != m[2] && m[2] != "password" {
				found = credential{name: "the password in the address", sure: true}
			}
		case *term.Environment:
			s, ok := term.Written(x.Default)
			if found = credentialAs(x.Name, s); !ok || !isString(x.Default) || found.name == "" || r.trace.Demanded[x.Name] {
				found = credential{}
				break
			}
			found = credential{name: "the default of " + x.Name, text: s, isDefault: true}
		case *term.Text:
			found = r.credentialIn(x.Parts, depth+1)
		case *term.Object:
			found = r.entryOf(x, depth)
		}
		if found.name != "" {
			return found
		}
	}
	return credential{}
}

// entryOf is a credential that an object holds.
func (r *search) entryOf(o *term.Object, depth int) credential {
	for _, n := range o.Names {
		var found credential
		if s, ok := term.Written(o.Fields[n]); ok && isString(o.Fields[n]) {
			if found = presentedAs(n, s); found.name == "" && depth < 3 {
				found = credentialAs(n, s)
			}
		}
		if found.name == "" {
			found = r.credentialIn([]term.Value{o.Fields[n]}, depth+1)
		}
		if found.name != "" {
			return found
		}
	}
	return credential{}
}

// scheme is a text as credentials are presented in a header (RFC 9110, 11.4).
var scheme = regexp.MustCompile(`^(?i:bearer|basic|token) ([A-Za-z0-9._~+/=-]{16,})$`)

// presentedAs is a text under the name of the header of credentials as such.
func presentedAs(name, text string) credential {
	m := scheme.FindStringSubmatch(text)
	if !strings.EqualFold(name, "authorization") || m == nil || !strings.ContainsAny(m[1], "0123456789") {
		return credential{}
	}
	return credential{name: name, text: m[1], sure: true}
}

// credentialAs is a text under a name as a credential.
func credentialAs(name, text string) credential {
	if !credentialName(name) || !credentialText(text) {
		return credential{}
	}
	if n := strings.ToLower(strings.ReplaceAll(name, "_", "")); strings.HasSuffix(n, "secretaccesskey") && !awsSecret.MatchString(text) {
		return credential{}
	}
	return credential{name: name, text: text, sure: !words.MatchString(text)}
}

// awsSecret is a secret key of AWS: 40 characters. What is given for one and is none is for an emulator
// (https://github.com/awslabs/git-secrets, "--register-aws").
var awsSecret = regexp.MustCompile(`^[A-Za-z0-9/+=]{40}$`)

// credentialWords are the words in names of credentials.
var credentialWords = []string{"password", "passwd", "passphrase", "secret", "token", "apikey", "credential", "privatekey", "accesskey", "authkey", "signingkey"}

// about are the ends of names of what is about a credential, and none itself.
var about = []string{
	"id", "name", "type", "url", "uri", "endpoint", "path", "header", "arn", "expiry", "length", "use", "method", "cookie", "label", "characters", "chars", "alphabet",
	"options", "pattern", "prefix", "suffix", "policy", "hint", "index", "state", "status", "kind", "format", "scope", "version", "stage", "source", "mode", "strategy",
	"regex", "validator", "message", "error", "text", "title", "description", "placeholder", "param", "parameter", "attribute", "column", "table", "field", "bucket",
	"queue", "topic", "ttl", "expires", "expiration", "expiresin", "seconds", "minutes", "hours", "days", "enabled", "required", "issuer", "audience", "algorithm", "claim",
	"claims", "provider", "service", "manager", "store", "location", "reference", "file", "dir", "event", "action", "reason", "code", "rotation", "alias", "tag", "class",
	"vendor", "flow", "grant", "purpose", "category", "group", "role", "owner", "user", "email", "host", "port", "region", "handler", "resolver", "function", "lambda", "plugin",
	"schema", "model", "view", "page", "screen", "step", "template", "subject", "address", "symbol", "contract", "decimals", "count", "limit", "size", "list",
}

// passes are names of tokens that let nobody in: of pages, of a request that is sent again.
var passes = regexp.MustCompile(`(?i)^(next|continuation|page|paging|starting|client_?request|idempotency|cancel|client|marker|request)_?-?token$`)

// credentialName is whether a name is that of a credential itself, not of something about one. With # and : it stands for an
// attribute and a value in an expression of DynamoDB.
func credentialName(name string) bool {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	return !strings.HasPrefix(name, "#") && !strings.HasPrefix(name, ":") && !passes.MatchString(name) &&
		slices.ContainsFunc(credentialWords, func(w string) bool { return strings.Contains(plain, w) }) &&
		!slices.ContainsFunc(about, func(s string) bool { return strings.HasSuffix(plain, s) })
}

var (
	// member is a text as members of an enumeration, codes of errors and keys of items are written: RESET_PASSWORD, ERR-TOKEN-001, TOKEN#v1.
	member = regexp.MustCompile(`^[A-Z]+([_-][A-Z]+)+([_-]?[0-9]{1,4})?$|^[A-Z_]+#`)
	// account is the public address of somebody or something on a chain of blocks (EIP-55).
	account = regexp.MustCompile(`^0x[0-9a-fA-F]{40}$`)
	// dotted is a text as keys of messages and names of hosts are written.
	dotted = regexp.MustCompile(`^[A-Za-z]+[A-Za-z0-9_-]*(\.[A-Za-z_]+[A-Za-z0-9_-]*)+$`)
	// camel is a text as names in code are written, PasswordReset.
	camel = regexp.MustCompile(`^[a-z]*([A-Z][a-z]{2,})+$`)
	// words is a text of words, which may be a name of something or somebody's password.
	words = regexp.MustCompile(`^[a-z]+([-_][a-z]+)*$`)
	// standIn are parts of texts that stand where somebody else is to write a credential.
	standIn = regexp.MustCompile(`(?i)x{4,}|\*{3,}|\.{3}|dummy|fake|placeholder|your[-_ ]|changeme|change[-_ ]?(me|this)|replace|todo|redacted|insert[-_ ]|_here$|<[^>]*>|^test[-_]?|mock|oauth-basic|not[-_](set|used|needed|required)|undefined`)
)

// placeholder is whether a text stands where somebody else is to write a credential.
func placeholder(s string) bool { return standIn.MatchString(s) }

// credentialText is whether a text may be a credential: it has a length, and is no word, address or name of something else.
func credentialText(s string) bool {
	if len(s) < 6 || account.MatchString(s) || member.MatchString(s) || dotted.MatchString(s) || camel.MatchString(s) || strings.HasPrefix(s, "arn:") || strings.HasPrefix(s, "urn:") || strings.HasPrefix(s, `{"`) ||
		strings.ContainsAny(s, " /{<$") && !strings.ContainsAny(s, "0123456789") {
		return false
	}
	return strings.ContainsAny(s, "0123456789-_!@#%^&*+=") || strings.ToLower(s) != s && strings.ToUpper(s) != s && len(s) > 8
}

// own are addresses of somebody's own machine, also as a container calls another one.
var own = regexp.MustCompile(`(?i)(^|[/@])(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|localstack)([:/]|$)|^https?://[a-z0-9_-]+:[0-9]+`)

// nearby is whether a value says an address of somebody's own machine.
func nearby(vs []term.Value, depth int) bool {
	return depth <= 4 && slices.ContainsFunc(vs, func(v term.Value) bool {
		switch x := v.(type) {
		case *term.Constant:
			return x.Kind == ir.String && own.MatchString(x.Text)
		case *term.Object:
			return slices.ContainsFunc(x.Names, func(n string) bool { return nearby([]term.Value{x.Fields[n]}, depth+1) })
		case *term.Text:
			return len(x.Parts) > 0 && nearby(x.Parts[:1], depth+1)
		}
		return false
	})
}

// asked is whether something is done only where the environment of a deployment asks for it.
func asked(guards []term.Guard) bool {
	return slices.ContainsFunc(guards, func(g term.Guard) bool { return environmental(g.Test, 0) })
}

// environmental is whether a test is of environment variables alone.
func environmental(v term.Value, depth int) bool {
	if v == nil || depth > term.MaxName {
		return false
	}
	switch x := v.(type) {
	case *term.Environment:
		return true
	case *term.Combined:
		some := false
		for _, of := range x.Of {
			if _, known := of.(*term.Constant); !known {
				if !environmental(of, depth+1) {
					return false
				}
				some = true
			}
		}
		return some
	case *term.Result:
		m, ok := x.Call.Callee.(*term.Member)
		return ok && environmental(m.Of, depth+1)
	}
	return false
}
