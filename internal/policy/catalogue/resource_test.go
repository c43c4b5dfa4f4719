package catalogue

import (
	"slices"
	"strings"
	"testing"
)

func action(t *testing.T, name string) Action {
	t.Helper()
	a, ok := LookupAction(name)
	if !ok {
		t.Fatalf("there is no action %s", name)
	}
	return a
}

// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
func TestResources(t *testing.T) {
	for _, tt := range []struct {
		action string
		want   string // a type with ! is required
	}{
		{"lambda:InvokeFunction", "function!"},
		{"sqs:SendMessage", "queue!"},
		{"sns:Publish", "topic!"},
		{"secretsmanager:GetSecretValue", "Secret!"},
		{"states:StartExecution", "statemachine!"},
		{"s3:ListAllMyBuckets", ""},
		{"ec2:DescribeInstances", ""},
		{"sts:GetCallerIdentity", ""},
		{"ecr:GetAuthorizationToken", ""},
		{"dynamodb:Query", "index table!"},
		{"s3:GetObject", "accesspointobject object"},
		{"logs:PutLogEvents", "log-stream!"},
		{"iam:PassRole", "role!"},
	} {
		a := action(t, tt.action)
		var got []string
		for _, u := range a.Resources() {
			name := u.Type.Name()
			if u.Required {
				name += "!"
			}
			got = append(got, name)
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s acts on %q, want %q", tt.action, s, tt.want)
		}
		if a.HasResources() != (tt.want != "") {
			t.Errorf("%s.HasResources() = %v", tt.action, a.HasResources())
		}
	}
}

func TestTypesOf(t *testing.T) {
	for _, tt := range []struct {
		arn     string
		service string
		want    string
	}{
		{"arn:aws:s3:::bucket", "s3", "bucket"},
		{"arn:aws:s3:::bucket/a/b/c", "s3", "object"},
		{"arn:aws:s3:::bucket/*", "s3", "object"},
		{"arn:aws:s3:::*", "s3", "bucket object"},
		{"arn:aws:s3:::bucket*", "s3", "bucket object"},
		{"arn:aws:s3:::bucket?x", "s3", "bucket object"},
		{"arn:aws-cn:s3:::${aws:username}", "s3", "bucket object"},
		{"arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "s3", "accesspoint"},
		{"arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/object/a/b", "s3", "accesspointobject"},
		{"arn:aws:lambda:*:*:function:app-*", "lambda", "durable execution function function alias function version"},
		{"arn:aws:lambda:eu-west-1:123456789012:function:app", "lambda", "function"},
		{"arn:aws:lambda:eu-west-1:123456789012:function:app:live", "lambda", "function function alias function version"},
		{"arn:aws:lambda:eu-west-1:123456789012:layer:libs", "lambda", "layer"},
		{"arn:aws:lambda:eu-west-1:123456789012:layer:libs:3", "lambda", "layerVersion"},
		{"arn:aws:dynamodb:eu-west-1:123456789012:table/t", "dynamodb", "table"},
		{"arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i", "dynamodb", "index"},
		{"arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/*", "dynamodb", "index"},
		{"arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2026", "dynamodb", "stream"},
		{"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f", "logs", "log-group"},
		{"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f:*", "logs", "log-group log-stream"},
		{"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f:log-stream:x", "logs", "log-stream"},
		{"arn:aws:iam::123456789012:role/team/path/name", "iam", "role"},
		{"arn:aws:iam::123456789012:user/name", "iam", "user"},
		{"arn:aws:ssm:eu-west-1:123456789012:parameter/app/db/password", "ssm", "parameter"},
		{"arn:aws:kms:eu-west-1:123456789012:alias/app/key", "kms", "alias"},
		{"arn:aws:execute-api:eu-west-1:123456789012:abc/*", "execute-api", "execute-api-general"},
		{"arn:aws:execute-api:eu-west-1:123456789012:abc/prod/$connect", "execute-api", "execute-api-general"},
		{"arn:aws:sqs:eu-west-1:123456789012:queue", "sqs", "queue"},
		{"arn:aws:sqs:eu-west-1::queue", "sqs", ""},
		{"arn:aws:sqs", "sqs", ""},
		{"queue", "sqs", ""},
		{"arn:aws:states:eu-west-1:123456789012:stateMachine:m", "states", "statemachine"},
	} {
		s, ok := LookupService(tt.service)
		if !ok {
			t.Fatalf("no service %s", tt.service)
		}
		all := TypesOf(tt.arn)
		var got []string
		for r := range s.ResourceTypes() {
			if r.Matches(tt.arn) != slices.Contains(all, r) {
				t.Errorf("%s: Matches and TypesOf differ on %s", tt.arn, r)
			}
			if r.Matches(tt.arn) {
				got = append(got, r.Name())
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s names %q, want %q", tt.arn, s, tt.want)
		}
	}
	if n := len(TypesOf("*")); n != ResourceTypeCount() {
		t.Errorf("* names %d of %d types", n, ResourceTypeCount())
	}
	if n := len(TypesOf("arn:aws:*:*:*:*")); n < 1500 {
		t.Errorf("arn:aws:*:*:*:* names %d types", n)
	}
}

func TestAccepts(t *testing.T) {
	for _, tt := range []struct {
		action, arn string
		want        bool
	}{
		{"s3:GetObject", "arn:aws:s3:::bucket/key", true},
		{"s3:GetObject", "arn:aws:s3:::bucket", false},
		{"s3:ListBucket", "arn:aws:s3:::bucket", true},
		{"s3:ListBucket", "arn:aws:s3:::bucket/*", false},
		{"s3:ListBucket", "arn:aws:s3:::bucket*", true},
		{"s3:ListAllMyBuckets", "arn:aws:s3:::bucket", false},
		{"s3:ListAllMyBuckets", "*", true},
		{"dynamodb:Query", "arn:aws:dynamodb:*:*:table/t/index/*", true},
		{"dynamodb:PutItem", "arn:aws:sqs:*:*:t", false},
		{"lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:f:$LATEST", true},
		{"logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/aws/lambda/f:*", true},
		{"logs:CreateLogGroup", "arn:aws:logs:*:*:*", true},
		{"logs:CreateLogStream", "arn:aws:logs:*:*:log-group:/aws/lambda/f:*", true},
	} {
		if got := action(t, tt.action).Accepts(tt.arn); got != tt.want {
			t.Errorf("%s accepts %s: %v", tt.action, tt.arn, got)
		}
	}
}

// Every form of the catalogue fits the compiled length and matches itself with its placeholders filled in.
func TestEveryFormMatchesItself(t *testing.T) {
	for i, e := range details().types {
		for _, f := range e.forms {
			form := f.text
			if len(form) >= maxSteps {
				t.Errorf("%s is too long: raise maxSteps", form)
			}
			arn := form
			for {
				from, to := placeholder(arn)
				if from < 0 {
					break
				}
				arn = arn[:from] + "x" + arn[to:]
			}
			if !ResourceType(i).Matches(arn) {
				t.Errorf("%s does not match %s", form, arn)
			}
			if !ResourceType(i).Matches(form) {
				t.Errorf("%s does not match itself read as a policy's ARN", form)
			}
		}
	}
}

func FuzzTypesOf(f *testing.F) {
	for _, s := range []string{"*", "arn:aws:s3:::b/*", "arn:*", "arn:${a:b}:s3:::${*}x${", "arn:::::", "arn:aws:*:?:*:**?*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, arn string) {
		types := TypesOf(arn)
		wider := TypesOf(arn + "*")
		for _, r := range types {
			if !r.Matches(arn) {
				t.Fatalf("TypesOf(%q) has %s, which does not match", arn, r)
			}
			if arn != "*" && !slices.Contains(wider, r) {
				t.Fatalf("%q names %s, with a star at its end it does not", arn, r)
			}
		}
	})
}

func BenchmarkTypesOf(b *testing.B) {
	for _, arn := range []string{"arn:aws:s3:::bucket/key/*", "arn:aws:lambda:*:*:function:app-*", "arn:aws:*:*:*:*"} {
		b.Run(arn, func(b *testing.B) {
			for b.Loop() {
				if len(TypesOf(arn)) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}
