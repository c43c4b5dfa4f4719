package secret

import (
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"
)

// assignment is a name and what it is set to within a longer text: JSON in a text, a script, options.
var assignment = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.-]*)\\*["']?\s*[:=]\s*\\*["']?([^\s"'\\,;&{}<>$]{4,})`)

var bearer = regexp.MustCompile(`(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{16,}`)

// secretSigns stand in every name that the words of this package call that of a secret; a text
// without any of them need not be searched.
var secretSigns = regexp.MustCompile(`(?i)pass|pwd|secret|token|key|cred|bearer|basic|salt|pepper`)

// signed are the words of secretSigns by each letter that one of them begins with.
var signed = func() (by [utf8.RuneSelf][]string) {
	for _, word := range []string{"pass", "pwd", "secret", "token", "key", "cred", "bearer", "basic", "salt", "pepper"} {
		by[word[0]] = append(by[word[0]], word)
		by[word[0]-'a'+'A'] = append(by[word[0]-'a'+'A'], word)
	}
	return by
}()

// hasSign reports whether one of secretSigns stands in a text: nearly every text of a template is asked, and nearly all
// are of letters that need no expression.
func hasSign(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return secretSigns.MatchString(text)
		}
		for _, word := range signed[text[i]] {
			if len(text)-i >= len(word) && strings.EqualFold(text[i:i+len(word)], word) {
				return true
			}
		}
	}
	return false
}

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
	if !hasSign(text) {
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
