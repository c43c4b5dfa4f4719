package secret

import (
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// judge says whether a text that stands anywhere in a template under a name is a secret written out,
// and what kind. It is stricter than Mask, which hides what might be one: what only names a secret,
// stands for one in an example or is code that handles one is none.
func judge(name string, v model.Value) (kind string, found bool) {
	text := literal(v)
	if text == "" || !v.IsSecret() || dynamic(text) {
		return "", false
	}
	if title := tokenIn(text); title != "" {
		return title, true
	}
	if bare := strings.Trim(text, `"'`); v.Kind() != model.Template && namesSecret(name) && couldBeSecret(bare) && likely(bare) {
		return byName, true
	}
	if assigned(text) {
		return withinText, true
	}
	if len(text) >= 16 && !strings.ContainsAny(text, " :\n{") {
		if plain, err := base64.StdEncoding.DecodeString(text); err == nil {
			if title := tokenIn(string(plain)); title != "" {
				return title, true
			}
			return withinText, assigned(string(plain))
		}
	}
	return "", false
}

// withinText is the kind of a secret that is set within a longer text.
const withinText = "secret within its text"

// tokenIn is the title of the token that a text holds, "" for none. Those of the providers' own
// examples are none.
func tokenIn(text string) string {
	all, err := tokens()
	if err != nil {
		return ""
	}
	for i := range all {
		t := &all[i]
		if !t.matches(text) {
			continue
		}
		match := t.expression.FindString(text)
		if t.ID == "url-password" {
			if _, after, found := strings.Cut(match, "://"); found {
				match = after
			}
			user, _, _ := strings.Cut(match, "@")
			_, match, _ = strings.Cut(user, ":")
			if !couldBeSecret(match) || !likely(match) {
				continue
			}
		}
		if !strings.Contains(match, "EXAMPLE") {
			return t.Title
		}
	}
	return ""
}

// Assignments within a longer text: of a quoted text, as in JSON and code, and of a bare word, as in
// settings and shell scripts. A bare word after a colon without a space is part of a name.
var (
	quotedAssignment = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.-]*)\\*["']?\s*[:=]\s*\\*["']([^"'\\\n${}<>]{5,200})\\*["']`)
	bareAssignment   = regexp.MustCompile("([A-Za-z][A-Za-z0-9_.-]*)(?:=|:[ \\t]+)([^\\s\"'\\\\,;&{}<>$()\\[\\]`]{6,200})")
	authorization    = regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([a-z0-9._~+/=-]{16,})`)
)

// assigned reports whether a secret is set within a text.
func assigned(text string) bool {
	if !hasSign(text) {
		return false
	}
	for _, m := range quotedAssignment.FindAllStringSubmatch(text, -1) {
		if namesSecret(m[1]) && couldBeSecret(m[2]) && likely(m[2]) {
			return true
		}
	}
	for _, m := range bareAssignment.FindAllStringSubmatch(text, -1) {
		if namesSecret(m[1]) && couldBeSecret(m[2]) && likely(m[2]) && strings.ContainsAny(m[2], "0123456789!#%^*+?@") && !strings.Contains(m[2], "::") {
			return true
		}
	}
	for _, m := range authorization.FindAllStringSubmatch(text, -1) {
		if strings.ContainsAny(m[1], "0123456789") && likely(m[1]) {
			return true
		}
	}
	return false
}

// stand are the words of texts that stand for a secret which somebody is to put there: words of their
// own, since October and sunset are parts of passwords.
var stand = regexp.MustCompile(`(?i)^your|(^|[^a-z])(your|example|placeholder|replace([-_]?(me|this|with))?|change[-_]?(me|this)|todo|dummy|insert|redacted|` +
	`fixme|not[-_]set|to[-_]?be|undefined|unset|fake|enter|put)([^a-z]|$)|xxxx|<|\.\.\.`)

// standsIn reports whether a text stands for a secret.
func standsIn(text string) bool { return stand.MatchString(text) }

// toBePut are texts that ask for a secret: a part of one may be called an example, and is used all the same.
var toBePut = regexp.MustCompile(`(?i)^your|(^|[^a-z])(your|placeholder|replace[-_]?(me|this|with)|change[-_]?(me|this)|todo|fixme|insert|enter|put)([^a-z]|$)|xxxx|^\.\.\.$`)

// isPlaceholder reports whether a text only says that a secret is to be put there.
func isPlaceholder(text string) bool { return toBePut.MatchString(text) }

// likely leaves out the texts that stand for a secret, and those that are the name of something: words
// joined by marks, or the name of the field that holds the secret.
func likely(text string) bool {
	if strings.Contains(text, "://") {
		return false // an address: with a password in it, it is a token
	}
	if standsIn(text) || len(text) < 5 {
		return false
	}
	digits := strings.ContainsAny(text, "0123456789")
	return (digits || !namesSecret(text) && !nameOfThing.MatchString(text) && !identifier.MatchString(text)) && !ofSecretStore.MatchString(text)
}

var (
	nameOfThing   = regexp.MustCompile(`^[A-Za-z]+([-_./:][A-Za-z]+)+$`)                                                    // shop-db-user, Order.Number
	identifier    = regexp.MustCompile(`^[a-z]+([A-Z][a-z]+)+$`)                                                            // requestBody
	ofSecretStore = regexp.MustCompile(`(?i)^[a-z0-9]+([-_/.][a-z0-9]+)*[-_/.](secrets?|password|token|key|credentials?)$`) // dev/db1/password
)
