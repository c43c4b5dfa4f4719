package semgrep_test

// family is what a rule of the suite asks, in our rules. Built says that the suite means the line where a text is put
// together or read, not the call that takes it: there our finding counts where its way leads through that line, or where
// it stands on a line that names the variable.
type family struct {
	rules []string
	built bool
}

// asks is a family whose line is the call's.
func asks(rules ...string) family { return family{rules: rules} }

// builds is a family whose line is where the text is made.
func builds(rules ...string) family { return family{rules: rules, built: true} }

// suite is one directory of the suite and which of its rules ask what ours ask.
type suite struct {
	dir      string
	families map[string]family
}

// suites are the directories whose files have entry points of functions, or applications of web frameworks. Code that nothing
// from outside reaches is not asked about here, so lone calls (the suite's python/lang) and the net/http handlers of
// go/lang, which no file registers, have no counterpart. Nor have rules of theirs that ask something else: the host of an
// address within a page, the Host header in a letter, formulas in a CSV file.
var suites = []suite{
	{"python/aws-lambda/security", map[string]family{
		"dangerous-asyncio-create-exec":  asks("injection-command"),
		"dangerous-asyncio-exec":         asks("injection-command"),
		"dangerous-asyncio-shell":        asks("injection-command"),
		"dangerous-spawn-process":        asks("injection-command"),
		"dangerous-subprocess-use":       asks("injection-command"),
		"dangerous-system-call":          asks("injection-command"),
		"dynamodb-filter-injection":      asks("injection-nosql"),
		"mysql-sqli":                     asks("injection-sql"),
		"psycopg-sqli":                   asks("injection-sql"),
		"pymssql-sqli":                   asks("injection-sql"),
		"pymysql-sqli":                   asks("injection-sql"),
		"sqlalchemy-sqli":                asks("injection-sql"),
		"tainted-code-exec":              asks("injection-code"),
		"tainted-html-response":          asks("injection-html"),
		"tainted-html-string":            builds("injection-html"),
		"tainted-pickle-deserialization": asks("injection-deserialisation"),
		"tainted-sql-string":             builds("injection-sql"),
	}},
	{"javascript/aws-lambda/security", map[string]family{
		"detect-child-process":      asks("injection-command"),
		"dynamodb-request-object":   asks("injection-nosql", "injection-resource"),
		"knex-sqli":                 asks("injection-sql"),
		"mysql-sqli":                asks("injection-sql"),
		"pg-sqli":                   asks("injection-sql"),
		"sequelize-sqli":            asks("injection-sql"),
		"tainted-eval":              asks("injection-code"),
		"tainted-html-response":     asks("injection-html"),
		"tainted-html-string":       builds("injection-html"),
		"tainted-sql-string":        builds("injection-sql"),
		"vm-runincontext-injection": asks("injection-code"),
	}},
	{"go/aws-lambda/security", map[string]family{
		"database-sqli":      asks("injection-sql"),
		"tainted-sql-string": builds("injection-sql"),
	}},
	{"python/flask/security", map[string]family{
		"dangerous-template-string":           builds("injection-template"),
		"directly-returned-format-string":     asks("injection-html"),
		"eval-injection":                      asks("injection-code"),
		"exec-injection":                      asks("injection-code"),
		"flask-api-method-string-format":      asks("injection-ssrf"),
		"insecure-deserialization":            asks("injection-deserialisation"),
		"open-redirect":                       builds("injection-redirect"),
		"os-system-injection":                 asks("injection-command"),
		"path-traversal-open":                 asks("injection-path"),
		"raw-html-format":                     builds("injection-html"),
		"response-contains-unsanitized-input": builds("injection-html"),
		"ssrf-requests":                       asks("injection-ssrf"),
		"subprocess-injection":                asks("injection-command"),
		"tainted-sql-string":                  builds("injection-sql"),
	}},
	{"javascript/express/security", map[string]family{
		"direct-response-write":                      asks("injection-html"),
		"express-expat-xxe":                          asks("injection-xxe"),
		"express-libxml-noent":                       asks("injection-xxe"),
		"express-libxml-vm-noent":                    asks("injection-xxe"),
		"express-open-redirect":                      asks("injection-redirect"),
		"express-path-join-resolve-traversal":        builds("injection-path"),
		"express-phantom-injection":                  asks("injection-ssrf", "injection-html", "injection-code"),
		"express-puppeteer-injection":                asks("injection-ssrf", "injection-html", "injection-code"),
		"express-res-sendfile":                       asks("injection-path"),
		"express-sandbox-code-injection":             asks("injection-code"),
		"express-ssrf":                               asks("injection-ssrf"),
		"express-third-party-object-deserialization": asks("injection-deserialisation"),
		"express-vm-injection":                       asks("injection-code"),
		"express-vm2-injection":                      asks("injection-code"),
		"express-wkhtmltoimage-injection":            asks("injection-ssrf", "injection-html"),
		"express-wkhtmltopdf-injection":              asks("injection-ssrf", "injection-html"),
		"express-xml2json-xxe":                       asks("injection-xxe"),
		"raw-html-format":                            builds("injection-html"),
		"remote-property-injection":                  asks("injection-prototype"),
		"require-request":                            asks("injection-code"),
		"res-render-injection":                       asks("injection-template", "injection-path"),
		"tainted-sql-string":                         builds("injection-sql"),
		"unknown-value-in-redirect":                  asks("injection-redirect"),
	}},
}
