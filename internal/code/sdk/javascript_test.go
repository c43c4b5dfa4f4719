package sdk_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// terms makes terms of JavaScript by hand.
func library(module, name string) term.Value {
	return &term.Extern{Language: ir.JavaScript, Module: module, Name: name}
}

func call(callee term.Value, args ...term.Value) *term.Call {
	c := &term.Call{Callee: callee}
	for _, a := range args {
		c.Args = append(c.Args, term.Argument{Value: a})
	}
	return c
}

func result(callee term.Value, args ...term.Value) term.Value {
	return &term.Result{Call: call(callee, args...)}
}

func member(of term.Value, name string) term.Value { return &term.Member{Of: of, Name: name} }

func object(pairs ...any) term.Value {
	o := &term.Object{Fields: map[string]term.Value{}}
	for i := 0; i < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		o.Names = append(o.Names, name)
		switch v := pairs[i+1].(type) {
		case string:
			o.Fields[name] = &term.Constant{Kind: ir.String, Text: v}
		case term.Value:
			o.Fields[name] = v
		}
	}
	return o
}

func env(name string) term.Value { return &term.Environment{Name: name} }

// What each call of the SDKs for JavaScript comes to.
func TestJavaScriptCalls(t *testing.T) {
	s3 := result(library("@aws-sdk/client-s3", "S3Client"), object())
	upload := object("Bucket", env("UPLOADS"), "Key", "k")
	get := result(library("@aws-sdk/client-s3", "GetObjectCommand"), upload)
	document := result(library("@aws-sdk/lib-dynamodb", "DynamoDBDocumentClient.from"), result(library("@aws-sdk/client-dynamodb", "DynamoDBClient"), object()))
	item := object("TableName", env("ORDERS_TABLE"))
	old := result(library("aws-sdk", "DynamoDB.DocumentClient"))
	traced := member(result(library("aws-xray-sdk", "captureAWS"), library("aws-sdk", "")), "SQS")
	temporary := result(library("@aws-sdk/credential-providers", "fromTemporaryCredentials"), object("params", object("RoleArn", env("ROLE"))))
	const orders = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"
	const key = "s3:GetObject on ref Uploads [objects] arn:${AWS::Partition}:s3:::${Uploads}/k"
	for name, test := range map[string]struct {
		call *term.Call
		want string
	}{
		"a command":                    {call(member(s3, "send"), get), "s3:GetObject (aws-sdk v3)\n" + key},
		"a command of unknown client":  {call(member(&term.Unknown{Why: "it is handed in"}, "send"), get), "s3:GetObject (aws-sdk v3)\n" + key},
		"an aggregated client":         {call(member(result(library("@aws-sdk/client-s3", "S3")), "getObject"), upload), "s3:GetObject (aws-sdk v3)\n" + key},
		"a document command":           {call(member(document, "send"), result(library("@aws-sdk/lib-dynamodb", "PutCommand"), item)), "dynamodb:PutItem (aws-sdk v3 document client)\ndynamodb:PutItem on ref Orders " + orders},
		"a computed name of a request": {call(member(document, "send"), result(library("@aws-sdk/lib-dynamodb", "BatchGetCommand"), object("RequestItems", &term.Object{Keys: env("ORDERS_TABLE"), Rest: &term.Unknown{}}))), "dynamodb:BatchGetItem (aws-sdk v3 document client)\ndynamodb:BatchGetItem on ref Orders " + orders},
		"a document client of v2":      {call(member(old, "update"), item), "dynamodb:UpdateItem (aws-sdk v2)\ndynamodb:UpdateItem on ref Orders " + orders},
		"a client of a traced v2":      {call(member(result(traced), "sendMessage"), object("QueueUrl", env("JOBS_URL"))), "sqs:SendMessage (aws-sdk v2)\nsqs:SendMessage on ref Jobs arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs"},
		"a module of one client of v2": {call(member(result(library("aws-sdk/clients/s3", "default")), "upload"), upload), "s3:PutObject (aws-sdk v2 upload)\n" + strings.Replace(key, "GetObject", "PutObject", 1)},
		"a promise":                    {call(member(result(member(old, "get"), item), "promise")), ""},
		"a presigned URL":              {call(library("@aws-sdk/s3-request-presigner", "getSignedUrl"), s3, get), "s3:GetObject (aws-sdk v3, presigned)\n" + key},
		"a presigned URL of v2":        {call(member(result(library("aws-sdk", "S3")), "getSignedUrl"), &term.Constant{Text: "getObject"}, upload), "s3:GetObject (aws-sdk v2, presigned)\n" + key},
		"pages":                        {call(library("@aws-sdk/client-dynamodb", "paginateScan"), object("client", document), item), "dynamodb:Scan (aws-sdk v3)\ndynamodb:Scan on ref Orders " + orders},
		"waiting":                      {call(library("@aws-sdk/client-s3", "waitUntilObjectExists"), object("client", s3), upload), "s3:HeadObject (aws-sdk v3)\n" + key},
		"an upload in parts":           {call(member(result(library("@aws-sdk/lib-storage", "Upload"), object("client", s3, "params", upload)), "done")), "s3:PutObject (aws-sdk v3 upload)\n" + strings.Replace(key, "GetObject", "PutObject", 1)},
		"another role":                 {call(member(result(library("@aws-sdk/client-s3", "S3Client"), object("credentials", temporary)), "send"), get), "s3:GetObject (aws-sdk v3 as another role)"},
		"a role":                       {temporary.(*term.Result).Call, "sts:AssumeRole (credential provider)\nsts:AssumeRole on literal arn:aws:iam::210987654321:role/other arn:aws:iam::210987654321:role/other"},
		"a declared type":              {call(member(&term.Typed{Type: library("@aws-sdk/client-s3", "S3")}, "getObject"), upload), "s3:GetObject (aws-sdk v3)\n" + key},
		"axios":                        {call(library("axios", "default.post"), env("API")), "axios.post (axios) to api.example.com"},
		"an instance of axios":         {call(member(result(library("axios", "create"), object("baseURL", env("API"))), "get"), &term.Constant{Text: "/x"}), "axios.get (axios) to api.example.com"},
		"fetch":                        {call(library("", "fetch"), env("API")), "fetch (the platform) to api.example.com"},
		"https":                        {call(library("node:https", "request"), object("hostname", "one.example.com")), "https.request (https) to one.example.com"},
		"a database":                   {call(library("pg", "Pool"), object("host", env("DB_HOST"), "password", env("SECRET"))), "pg.Pool (pg) to db.internal"},
		"a secret's address":           {call(library("pg", "Pool"), object("connectionString", env("SECRET"))), "pg.Pool (pg) to ${unknown} because the environment variable SECRET holds a secret"},
		"a parameter of powertools":    {call(library("@aws-lambda-powertools/parameters/secrets", "getSecret"), env("TOKEN")), "secretsmanager:GetSecretValue (powertools)\nsecretsmanager:GetSecretValue on ref Token ${Token.Arn}"},
	} {
		t.Run(name, func(t *testing.T) {
			app := application()
			f, _ := app.Function("t.yaml#Handler")
			var b strings.Builder
			for _, c := range callsOf(app, f, &term.Trace{Calls: []*term.Call{test.call}}) {
				show(&b, c)
			}
			got := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(b.String()), "0: ", ""), "\n  ", "\n")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
