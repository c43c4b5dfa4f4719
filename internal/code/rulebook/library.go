package rulebook

import "github.com/sconce-dev/sconce/internal/code/term"

// Keeps are methods that answer a part of a document, or all of it.
var Keeps = map[string]bool{
	"get": true, "pop": true, "items": true, "values": true, "copy": true, "read": true, "next": true,
	"transformToString": true, "toString": true, "decode": true, "from": true, "text": true,
}

// Replacing are functions that put something in for a part of a text.
var Replacing = map[string]bool{"replace": true, "replaceAll": true, "sub": true, "subn": true, "ReplaceAll": true, "ReplaceAllString": true, "Replace": true, "translate": true}

// Digesting are the calls that make a digest with a key: whoever makes one of the parts of a token compares it with the third.
var Digesting = term.NewPatterns([]string{"hmac.new", "hmac.digest", "crypto.createHmac*.update", "crypto/hmac.New*.Write"})

// Documents are calls that read a text as a document: what is taken out of it is a part of what came in.
var Documents = term.NewPatterns([]string{
	"json.loads", "json.load", "simplejson.loads", "orjson.loads", "ujson.loads", "JSON.parse", "encoding/json.Unmarshal", "*.deserialize",
	"@aws-sdk/util-dynamodb.unmarshall", "aws-sdk.DynamoDB.Converter.unmarshall",
})

// Encoders are functions that write a value as text, which is read back as the same.
var Encoders = term.NewPatterns([]string{
	"json.dumps", "simplejson.dumps", "JSON.stringify", "encoding/json.Marshal", "*.encode", "bytes", "str", "String", "Buffer.from",
	"base64.b64encode", "*.decode", "*.toString", "github.com/aws/aws-sdk-go-v2/aws.String", "*.StringValue",
})
