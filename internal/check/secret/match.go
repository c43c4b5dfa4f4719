// Package secret finds secrets where they do not belong, and keeps those that are found from being
// printed.
package secret

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/rules"
)

// token is a kind of text that is a secret whatever name it stands under.
type token struct {
	ID       string   `yaml:"id"`
	Title    string   `yaml:"title"`
	Contains []string `yaml:"contains"` // every match holds one of these
	Pattern  string   `yaml:"pattern"`
	Match    []string `yaml:"match"`
	Ignore   []string `yaml:"ignore"`

	expression *regexp.Regexp
}

func (t *token) matches(text string) bool {
	for _, part := range t.Contains {
		if strings.Contains(text, part) {
			return t.expression.MatchString(text)
		}
	}
	return false
}

// tokens reads the embedded token formats. They are part of the program: an error in them is one of
// the build, which a test finds.
var tokens = sync.OnceValues(func() ([]token, error) {
	names, err := fs.Glob(rules.FS, "secret/*.yaml")
	if err != nil {
		return nil, err
	}
	var all []token
	for _, name := range names {
		text, err := fs.ReadFile(rules.FS, name)
		if err != nil {
			return nil, err
		}
		var list []token
		if err := yaml.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
		for _, t := range list {
			if t.expression, err = regexp.Compile(t.Pattern); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", path.Base(name), t.ID, err)
			}
			all = append(all, t)
		}
	}
	return all, nil
})

// Match says whether a value that stands under a name is a secret written out, and what kind of
// secret: a text in a token's format, or a literal under a name such as DB_PASSWORD. A reference, a
// value that is resolved at deployment, an ARN, a URL or a file name is none.
func Match(name string, v model.Value) (kind string, found bool) {
	text := literal(v)
	if text == "" || dynamic(text) {
		return "", false
	}
	hidden := v.IsSecret() && v.Kind() == model.String
	if len(text) < 4 && !hidden {
		return "", false
	}
	all, err := tokens()
	if err != nil {
		return "", false
	}
	for i := range all {
		if t := &all[i]; t.matches(text) {
			return t.Title, true
		}
	}
	if v.Kind() == model.String && namesSecret(name) && couldBeSecret(text) {
		return byName, true
	}
	if hidden {
		return hiddenInput, true
	}
	return "", false
}

// The kinds of secret that do not show in the text.
const (
	byName      = "secret, to judge by its name"
	hiddenInput = "secret" // the value of a parameter that is not shown
)

// dynamic reports whether a text is resolved when the application is deployed.
func dynamic(text string) bool { return strings.Contains(text, "{{resolve:") }

// literal is the text of a value with its holes shown as such.
func literal(v model.Value) string {
	var b strings.Builder
	for _, p := range v.Parts() {
		if text, known := p.Text(); known {
			b.WriteString(text)
		} else {
			b.WriteString("${}")
		}
	}
	return b.String()
}

// namesSecret reports whether a name is that of a secret itself.
func namesSecret(name string) bool { return check.NamesSecret(name) }

// couldBeSecret leaves out the texts that stand under secret names and are none: settings, names of
// secrets and words for nothing.
func couldBeSecret(text string) bool {
	switch strings.ToLower(text) {
	case "null", "none", "undefined", "string", "password", "noecho":
		return false
	}
	return !isSetting(text) && !strings.ContainsAny(text, " \t\n<>{}") && strings.Trim(text, "*xX.-_") != ""
}

// isSetting reports whether a text says something about a secret: a switch, or where the secret is.
func isSetting(text string) bool {
	lower := strings.ToLower(text)
	switch lower {
	case "true", "false", "yes", "no", "on", "off", "disabled", "enabled", "required", "optional":
		return true
	}
	for _, prefix := range []string{"arn:", "http://", "https://", "/", "./", "../", "alias/", "ssm:", "s3://", "${", "secretsmanager:", "vault:", "file:", "kms:"} {
		if strings.HasPrefix(lower, prefix) {
			return true
		}
	}
	return pathOfWords.MatchString(text)
}

// pathOfWords is a name with levels, as secret stores have: prod/db/credentials. Between the slashes
// of a random text there are no words.
var pathOfWords = regexp.MustCompile(`^` + level + `(/` + level + `)+$`)

const (
	word  = `([A-Z]?[a-z]+([A-Z][a-z]+)*|[A-Z]+)?[0-9]{0,4}`
	level = word + `([._-]` + word + `)*`
)
