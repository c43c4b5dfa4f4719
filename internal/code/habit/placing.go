package habit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/sdk"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// placing are names of tokens that say where a list goes on, which step waits or that a request is the same one as before.
// Who has one can do nothing with it but with credentials of his own (AWS Step Functions Developer Guide, "Wait for a Callback
// with Task Token"; Amazon EC2 API Reference, "Ensuring idempotency").
var placing = []string{
	"nexttoken", "continuationtoken", "pagetoken", "nextpagetoken", "paginationtoken", "startingtoken", "sequencetoken", "synctoken", "resumetoken", "cursortoken",
	"tasktoken", "lifecycleactiontoken", "clienttoken", "clientrequesttoken", "idempotencytoken", "concurrencytoken", "changetoken", "locktoken", "servicetoken",
}

// ofModels are names of numbers of tokens: what a language model reads and writes is counted in them.
var ofModels = []string{"maxtokens", "totaltokens", "inputtokens", "outputtokens", "prompttokens", "completiontokens", "numtokens", "tokenusage", "tokensused", "tokenlimit", "maxnewtokens", "availabletokens", "remainingtokens"}

// isPlacing is whether a name in small letters is that of a token that is no secret.
func isPlacing(plain string) bool {
	return slices.ContainsFunc(placing, func(name string) bool { return strings.HasSuffix(plain, name) }) ||
		slices.ContainsFunc(ofModels, func(name string) bool { return strings.Contains(plain, name) })
}

// told are the ends of names of what is said about a secret: what it is called, how many there are, what it is worth, until
// when it is.
var told = []string{
	"id", "name", "type", "url", "uri", "arn", "path", "endpoint", "header", "issuer", "provider", "scope", "kind", "mode", "source", "version", "alias", "policy", "hint", "status",
	"count", "price", "amount", "supply", "balance", "symbol", "ticker", "decimals", "order", "size", "limit", "usage", "use", "used", "suffix", "prefix", "cost", "rate", "rank", "score", "level", "length",
	"contract", "address", "valid", "exists", "enabled", "required", "changed", "expiry", "expires", "expiration", "ttl", "date", "createdat", "updatedat", "expiresat",
}

// asking are the beginnings of names of answers to a question: isTokenValid, hasPassword.
var asking = regexp.MustCompile(`^(is|has|needs|requires|should|can|num|total|next|prev|previous)[A-Z_]`)

// captcha are names of tokens that show once that somebody is no machine, and let nobody in.
var captcha = regexp.MustCompile(`(?i)captcha|turnstile`)

// tellsOf is whether a name is that of something about a secret, which may be known.
func tellsOf(name string) bool {
	plain := oneWord(name)
	if strings.HasSuffix(plain, "sessionid") {
		return false // which is the secret itself
	}
	return strings.Contains(plain, "secretsmanager") || asking.MatchString(name) || captcha.MatchString(name) || slices.ContainsFunc(told, func(s string) bool { return plain != s && strings.HasSuffix(plain, s) })
}

// places is whether a name is that of where a list goes on.
func places(name string) bool {
	plain := oneWord(name)
	return isPlacing(plain) || strings.HasSuffix(plain, "cursor") || plain == "after" || plain == "before"
}

// tokensOfProvider are the values that go into an operation as such a token, whatever they are called before.
func tokensOfProvider(operations []sdk.Operation) map[term.Value]bool {
	out := map[term.Value]bool{}
	for _, o := range operations {
		for _, member := range []string{"taskToken", "TaskToken", "LifecycleActionToken"} {
			values, _ := o.At(member)
			for _, v := range values {
				out[v] = true
			}
		}
	}
	return out
}

// isErrorAt is whether a test on the way to a call says that a value is an error: then it is nothing else.
func isErrorAt(c *term.Call, v term.Value) bool {
	return slices.ContainsFunc(c.Guards, func(g term.Guard) bool {
		t, ok := g.Test.(*term.Combined)
		if !ok || t.How != "instanceof" || !g.Holds || len(t.Of) != 2 || term.Untested(t.Of[0]) != term.Untested(v) {
			return false
		}
		class, ok := t.Of[1].(*term.Extern)
		return ok && (strings.HasSuffix(class.Name, "Error") || strings.HasSuffix(class.Name, "Exception"))
	})
}
