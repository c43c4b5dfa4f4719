package taint

import (
	"regexp"

	"github.com/sconce-dev/sconce/internal/code/term"
)

// vetting is how functions are named that look at whether what they get may go on.
var vetting = regexp.MustCompile(`^_?(?:is|has|Is|Has)?_?(?i:valid(?:ate[sd]?)?|verif(?:y|ied|ies)|check|assert|ensure|allow(?:s|ed)?|permit(?:s|ted)?|authori[sz]e[sd]?|sanitize[sd]?|whitelist(?:ed)?|safe|trusted)(?:$|_|[A-Z]|[0-9])`)

// otherChecks are what is called like that and does something else: decoders, processes, directories.
var otherChecks = term.SetOf([]string{"safe_load", "safe_load_all", "safe_dump", "safeLoad", "safeDump", "check_output", "check_call", "ensure_dir", "ensureDir", "ensureDirSync", "ensureFile", "ensureFileSync", "verify_email_identity", "verify_domain_identity", "assert"})

// vets is whether a call asks a library, of which nothing is known, whether what it gets may go on.
func (r *run) vets(c *term.Call, called string) bool {
	name := term.LastName(called)
	return len(c.Args) > 0 && vetting.MatchString(name) && !otherChecks[name] && r.ofStranger(c.Callee)
}

// fromProvider are the modules of the provider's own libraries: what they are asked is done there.
var fromProvider = regexp.MustCompile(`^(?:boto3|botocore|aioboto3|aws-sdk|@aws-sdk/|github\.com/aws/)`)

// ofStranger is whether a function is one of a library of which nothing is known, or of what such a library made.
func (r *run) ofStranger(v term.Value) bool {
	for range term.MaxName {
		switch x := v.(type) {
		case *term.Extern:
			return x.Module != "" && !isPartOf(r.answers.Libraries, x.Module) && !fromProvider.MatchString(x.Module)
		case *term.Member:
			v = x.Of
		case *term.Result:
			v = x.Call.Callee
		default:
			return false
		}
	}
	return false
}

// vetted notes what was asked of a library about: it may not be what does harm behind that.
func (w *Walk) vetted(c *term.Call) {
	for _, a := range term.Arguments(c) {
		for _, v := range term.Alternatives(a) {
			for range term.MaxName {
				if v == nil || !w.holds(v) {
					break
				}
				w.doubt(v)
				r, ok := v.(*term.Result)
				if !ok {
					break
				}
				v = w.spelled(r)
			}
		}
	}
}

// doubt notes a value that tests on the way, or something that was asked about it, may leave nothing harmful of.
func (w *Walk) doubt(v term.Value) {
	w.doubts[v] = true
}
