package check

import (
	"strings"
	"unicode"
)

// secretWords are the last words of names that hold secrets.
var secretWords = map[string]bool{
	"password": true, "passwords": true, "passwd": true, "pwd": true, "passphrase": true, "secret": true, "token": true, "apikey": true,
	"credential": true, "credentials": true, "privatekey": true, "pass": true, "secretkey": true, "accesskey": true,
	"authtoken": true, "pat": true, "signingkey": true, "encryptionkey": true, "apitoken": true, "salt": true, "pepper": true,
}

// secretPairs are last words that hold secrets after certain others: api key, but not primary key.
var secretPairs = map[string]bool{
	"api key": true, "secret key": true, "access key": true, "private key": true, "signing key": true, "encryption key": true,
	"auth key": true, "shared key": true, "master key": true, "hmac key": true, "jwt key": true, "connection string": true, "webhook url": true,
	"secret value": true, "secret string": true, "token value": true, "account key": true, "service key": true, "license key": true,
	"app key": true, "client key": true, "ssh key": true, "key base": true, "cookie secret": true, "access token": true,
}

// NamesSecret reports whether a name is that of a secret itself: DB_PASSWORD and apiKey are,
// PASSWORD_MIN_LENGTH, TOKEN_URL, SECRET_ARN and secretName are not.
func NamesSecret(name string) bool {
	words := splitWords(name)
	for len(words) > 1 && isCounter(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if secretWords[last] || len(words) == 1 && endsInSecret(last) {
		return true
	}
	return len(words) > 1 && secretPairs[words[len(words)-2]+" "+last]
}

// endsInSecret reports whether a name that is written in one word is that of a secret: WEBHOOKTOKEN.
func endsInSecret(word string) bool {
	for _, end := range []string{"password", "passwd", "passphrase", "secret", "token", "apikey", "secretkey", "privatekey"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// placeWords are the last words of the names of what is often hidden together with a secret, and is none.
var placeWords = map[string]bool{
	"user": true, "username": true, "login": true, "email": true, "name": true, "host": true, "hostname": true, "endpoint": true, "url": true,
	"uri": true, "domain": true, "port": true, "region": true, "account": true, "bucket": true, "table": true, "database": true,
	"id": true,
}

// NamesPlace reports whether a name is that of a user, a place or a thing.
func NamesPlace(name string) bool {
	words := splitWords(name)
	return len(words) > 0 && placeWords[words[len(words)-1]]
}

func isCounter(word string) bool {
	return strings.Trim(word, "0123456789") == "" || word == "default" || word == "value" || word == "prod" || word == "dev"
}

// splitWords takes SNAKE_CASE, kebab-case and camelCase apart, in lower case.
func splitWords(name string) []string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsUpper(runes[i-1])):
			flush()
		}
		word.WriteRune(r)
	}
	flush()
	return words
}
