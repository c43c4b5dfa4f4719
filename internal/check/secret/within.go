package secret

import (
	"encoding/base64"
	"regexp"
	"strings"
)

// assignment is a name and what it is set to within a longer text: JSON in a text, a script, options.
var assignment = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.-]*)\\*["']?\s*[:=]\s*\\*["']?([^\s"'\\,;&{}<>$]{4,})`)

var bearer = regexp.MustCompile(`(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{16,}`)

// secretSigns stand in every name that the words of this package call that of a secret; a text
// without any of them need not be searched.
var secretSigns = regexp.MustCompile(`(?i)pass|pwd|secret|token|key|cred|bearer|basic|salt|pepper`)

// holdsSecret reports whether a secret is written within a text, which may be base64 of it.
func holdsSecret(text string) bool {
	if writtenWithin(text) {
		return true
	}
	if len(text) < 16 || strings.ContainsAny(text, " :\n{") {
		return false
	}
	plain, err := base64.StdEncoding.DecodeString(text)
	return err == nil && (writtenWithin(string(plain)) || tokenIn(string(plain)) != "")
}

func writtenWithin(text string) bool {
	if !secretSigns.MatchString(text) {
		return false
	}
	if bearer.MatchString(text) {
		return true
	}
	for _, m := range assignment.FindAllStringSubmatch(text, -1) {
		if namesSecret(m[1]) && couldBeSecret(m[2]) {
			return true
		}
	}
	return assigned(text)
}
