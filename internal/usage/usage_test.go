package usage_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/usage"
)

// event is a record of a function's session, with a request and what else it says.
func event(service, name, role, session, rest string) string {
	return fmt.Sprintf(`{"eventTime":"2026-05-01T10:00:00Z","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1","recipientAccountId":"111122223333",
		"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/%[3]s/%[4]s","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/%[3]s"}}}%[5]s}`,
		service, name, role, session, rest)
}

func read(t *testing.T, files fstest.MapFS, names ...string) *usage.Log {
	t.Helper()
	if len(names) == 0 {
		names = []string{"."}
	}
	log, err := usage.Read(context.Background(), files, names)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func text(parts ...string) model.Value {
	var out []model.Value
	for _, p := range parts {
		if name, ok := strings.CutPrefix(p, "$"); ok {
			out = append(out, model.NewReference(model.Ref{Target: "t.yaml#" + name}, model.Location{}))
		} else {
			out = append(out, model.NewString(p, model.Location{}))
		}
	}
	return model.NewTemplate(out, model.Location{})
}

// application has a function whose names the platform makes, one that is named, and what they use.
func application() *model.App {
	name := func(property, s string) model.Value {
		return model.NewMap([]model.Field{{Key: property, Value: model.NewString(s, model.Location{})}}, model.Location{})
	}
	role := func(id string) model.Value {
		return model.NewReference(model.Ref{Target: "t.yaml#" + id}, model.Location{})
	}
	return &model.App{
		Functions: []model.Function{
			{ID: "t.yaml#OrdersFunction", Role: role("OrdersFunctionRole"), ARN: text("arn:aws:lambda:eu-west-1:111122223333:function:", "$OrdersFunction")},
			{ID: "t.yaml#Mail", Role: role("Shared"), ARN: text("arn:aws:lambda:eu-west-1:111122223333:function:mail"), Properties: name("FunctionName", "mail")},
			{ID: "t.yaml#Report", Role: role("Shared"), ARN: text("arn:aws:lambda:eu-west-1:111122223333:function:", "$Report")},
		},
		Identities: []model.Identity{
			{ID: "t.yaml#OrdersFunctionRole", Kind: model.IdentityRole, ARN: text("arn:aws:iam::111122223333:role/", "$OrdersFunctionRole")},
			{ID: "t.yaml#Shared", Kind: model.IdentityRole, ARN: text("arn:aws:iam::111122223333:role/shared-role"), Properties: name("RoleName", "shared-role")},
		},
		Resources: []model.Resource{
			{ID: "t.yaml#OrdersTable", Type: "AWS::DynamoDB::Table", ARN: text("arn:aws:dynamodb:", "$AWS::Region", ":111122223333:table/", "$OrdersTable")},
			{ID: "t.yaml#Uploads", Type: "AWS::S3::Bucket", Name: text("$Stage", "-uploads"), ARN: text("arn:aws:s3:::", "$Uploads")},
			{ID: "t.yaml#Token", Type: "AWS::SecretsManager::Secret", ARN: text("$Token")},
		},
	}
}

// What records say is told by identity, function, action and element, whatever the deployment called them.
func TestJoin(t *testing.T) {
	const orders, called = "shop-prod-OrdersFunctionRole-1A2B3C4D5E6F", "shop-prod-OrdersFunction-Zz01Zz01Zz01"
	records := []string{
		event("dynamodb", "GetItem", orders, called, `,"eventCategory":"Data","resources":[{"ARN":"arn:aws:dynamodb:eu-west-1:111122223333:table/shop-prod-OrdersTable-AB12CD34EF56"}]`),
		event("dynamodb", "Query", orders, called, `,"requestParameters":{"tableName":"shop-prod-OrdersTable-AB12CD34EF56","indexName":"by-day"}`),
		event("s3", "GetObject", "shared-role", "mail", `,"requestParameters":{"bucketName":"prod-uploads","key":"in/1.txt"}`),
		event("s3", "HeadObject", "shared-role", "mail", `,"requestParameters":{"bucketName":"prod-uploads","key":"in/2.txt"}`),
		event("s3", "ListObjectsV2", "shared-role", "shop-prod-Report-0123456789AB", `,"requestParameters":{"bucketName":"prod-uploads"},"errorCode":"AccessDenied"`),
		event("secretsmanager", "GetSecretValue", "shared-role", "mail", `,"requestParameters":{"secretId":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:Token-AbCdEfGh1234-x1Y2z3"}`),
		event("lambda", "UpdateFunctionCode20150331v2", orders, called, `,"requestParameters":{"functionName":"mail"}`),
		event("lambda", "Invoke", "somebody-else", "x", ""),
		event("sts", "GetCallerIdentity", orders, called, ""),
		event("dynamodb", "DanceItem", orders, called, ""),
	}
	files := fstest.MapFS{"a/one.json": {Data: []byte(`{"Records":[` + strings.Join(records, ",") + `]}`)}}
	log := read(t, files)
	if len(log.Refused) > 0 {
		t.Fatal(log.Refused)
	}
	u := log.Join(application(), nil, 90)
	var got []string
	for _, a := range u.Acts {
		got = append(got, fmt.Sprintf("%s %s %s %s %s %d/%d", a.Identity, a.Function, a.Action, a.Resource, a.Element, a.Denied, a.Count))
	}
	const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/shop-prod-OrdersTable-AB12CD34EF56"
	want := []string{
		"t.yaml#OrdersFunctionRole t.yaml#OrdersFunction dynamodb:GetItem " + table + " t.yaml#OrdersTable 0/1",
		"t.yaml#OrdersFunctionRole t.yaml#OrdersFunction dynamodb:Query " + table + "/index/by-day t.yaml#OrdersTable 0/1",
		"t.yaml#OrdersFunctionRole t.yaml#OrdersFunction lambda:UpdateFunctionCode arn:aws:lambda:eu-west-1:111122223333:function:mail t.yaml#Mail 0/1",
		"t.yaml#Shared t.yaml#Mail s3:GetObject arn:aws:s3:::prod-uploads/* t.yaml#Uploads 0/2",
		"t.yaml#Shared t.yaml#Report s3:ListBucket arn:aws:s3:::prod-uploads t.yaml#Uploads 1/1",
		"t.yaml#Shared t.yaml#Mail secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-west-1:111122223333:secret:Token-AbCdEfGh1234-x1Y2z3 t.yaml#Token 0/1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"arn:aws:iam::111122223333:role/somebody-else"}, u.Strangers); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"dynamodb:DanceItem"}, u.Unread); diff != "" {
		t.Error(diff)
	}
	if !u.Shows("dynamodb:PutItem") || u.Shows("sqs:SendMessage") || !u.Shows("sqs:CreateQueue") {
		t.Error("data events of dynamodb alone are recorded")
	}
}

// What a service asks in a role's name is told apart from what its sessions do, and a role that is not in the records is mute
// where another one there may be it.
func TestServicesAndSilence(t *testing.T) {
	const orders = "shop-prod-OrdersFunctionRole-1A2B3C4D5E6F"
	byService := strings.Replace(event("kms", "Decrypt", orders, "shop-prod-OrdersFunction-Zz01Zz01Zz01", ""), `"userIdentity":{`, `"userIdentity":{"invokedBy":"dynamodb.amazonaws.com",`, 1)
	other := event("kms", "Decrypt", "somebody-else", "s", "")
	files := fstest.MapFS{"x.json": {Data: []byte(byService + event("kms", "Decrypt", orders, "s", "") + other)}}
	u := read(t, files).Join(application(), nil, 90)
	if len(u.Acts) != 2 || u.Acts[0].Via+u.Acts[1].Via != "dynamodb.amazonaws.com" {
		t.Errorf("two acts, one of a service: %+v", u.Acts)
	}
	if u.Mute("t.yaml#OrdersFunctionRole") || !u.Mute("t.yaml#Shared") {
		t.Error("only the role that is not in the records may be another one there")
	}
	u = read(t, files).Join(application(), map[string]string{"Shared": "arn:aws:iam::111122223333:role/gone"}, 90)
	if u.Mute("t.yaml#Shared") {
		t.Error("which role it is was said")
	}
}

// A name that fits two elements is of neither.
func TestNoGuess(t *testing.T) {
	app := &model.App{Identities: []model.Identity{
		{ID: "a.yaml#WorkerRole", Kind: model.IdentityRole},
		{ID: "b.yaml#WorkerRole", Kind: model.IdentityRole},
		{ID: "b.yaml#VeryLongLogicalNameOfARole", Kind: model.IdentityRole},
		{ID: "b.yaml#VeryLongLogicalName", Kind: model.IdentityRole},
	}}
	for role, want := range map[string]string{
		"shop-WorkerRole-0123456789AB":              "",
		"shop-VeryLongLogicalNameOf-0123456789AB":   "b.yaml#VeryLongLogicalNameOfARole",
		"shop-VeryLongLo-0123456789AB":              "",
		"shop-VeryLongLogicalName-0123456789AB":     "", // whole of one, cut of the other
		"somebody-VeryLongLogicalNameOfARoleOfMine": "",
	} {
		log := read(t, fstest.MapFS{"x.json": {Data: []byte(event("kms", "Decrypt", role, "s", ""))}})
		got := ""
		if u := log.Join(app, nil, 90); len(u.Acts) > 0 {
			got = u.Acts[0].Identity
		}
		if got != want {
			t.Errorf("%s is %q, want %q", role, got, want)
		}
	}
	log := read(t, fstest.MapFS{"x.json": {Data: []byte(event("kms", "Decrypt", "odd", "s", ""))}})
	if u := log.Join(app, map[string]string{"a.yaml#WorkerRole": "arn:aws:iam::111122223333:role/odd"}, 90); len(u.Acts) != 1 || u.Acts[0].Identity != "a.yaml#WorkerRole" {
		t.Errorf("what the user says counts: %+v", u)
	}
}

// Records come in several forms, and what is broken costs only itself.
func TestForms(t *testing.T) {
	one := event("kms", "Decrypt", "shared-role", "mail", "")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(`{"Records":[` + one + `]}`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	quoted := strings.NewReplacer("\n", " ", "\t", " ", `"`, `\"`).Replace(one)
	for name, test := range map[string]struct {
		data   string
		events int
		err    string
	}{
		"packed.json.gz": {packed.String(), 1, ""},
		"packed.json":    {packed.String(), 1, ""},
		"lookup.json":    {`{"Events": [{"EventId": "x", "CloudTrailEvent": "` + quoted + `"}]}`, 1, ""},
		"lines.jsonl":    {strings.ReplaceAll(one, "\n", "") + "\n" + strings.ReplaceAll(one, "\n", ""), 2, ""},
		"list.json":      {"[" + one + ", " + one + "]", 2, ""},
		"mark.json":      {"\ufeff[" + one + "]", 1, ""},
		"broken.json":    {`{"Records":[` + one + "," + one[:100], 1, "breaks off"},
		"half.json.gz":   {packed.String()[:packed.Len()-9], 1, "unexpected EOF"},
		"other.json":     {`{"name": "a package"}`, 0, "no CloudTrail records"},
		"text.json":      {"hello", 0, "no CloudTrail records"},
		"empty.json":     {"", 0, ""},
		"deep.json":      {strings.Repeat("[", 100_000), 0, ""},
		"odd.json":       {`{"Records":[}]}`, 0, "does not end a list"},
	} {
		log := read(t, fstest.MapFS{"d/" + name: {Data: []byte(test.data)}, "d/readme.txt": {Data: []byte("no log")}})
		said := ""
		if len(log.Refused) > 0 {
			said = log.Refused[0].Error()
		}
		if log.Events != test.events || !strings.Contains(said, test.err) || test.err != "" && said == "" || test.err == "" && said != "" && name != "deep.json" {
			t.Errorf("%s: %d events, %q", name, log.Events, said)
		}
	}
	if log := read(t, fstest.MapFS{}, "missing"); len(log.Refused) != 1 {
		t.Errorf("a file that is not there: %v", log.Refused)
	}
}

// What IAM says of last accesses belongs to the role whose ARN stands in it.
func TestLastAccessed(t *testing.T) {
	files := fstest.MapFS{"report.json": {Data: []byte(`{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": [
		{"ServiceName": "AWS Lambda", "ServiceNamespace": "lambda", "TotalAuthenticatedEntities": 0},
		{"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "LastAuthenticated": "2026-04-01T10:00:00+00:00", "LastAuthenticatedEntity": "arn:aws:iam::111122223333:role/shared-role",
			"TrackedActionsLastAccessed": [{"ActionName": "GetObject", "LastAccessedTime": "2026-04-01T10:00:00+00:00"}, {"ActionName": "PutObject"}]}]}`)}}
	u := read(t, files).Join(application(), nil, 90)
	if len(u.Accessed) != 2 || u.Accessed[0].Service != "lambda" || !u.Accessed[0].Last.IsZero() || u.Accessed[0].Identity != "t.yaml#Shared" {
		t.Fatalf("%+v", u.Accessed)
	}
	s3 := u.Accessed[1]
	if s3.Last.IsZero() || len(s3.Actions) != 2 || s3.Actions[0].Action != "s3:GetObject" || s3.Actions[0].Last.IsZero() || !s3.Actions[1].Last.IsZero() {
		t.Errorf("%+v", s3)
	}
}

// corpus is a directory with records of a simulated intrusion.
func corpus(tb testing.TB) fs.FS {
	tb.Helper()
	root := os.Getenv("SCONCE_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	dir := filepath.Join(root, "cloudtrail-logs")
	if _, err := os.Stat(dir); err != nil {
		tb.Skip("the corpus is not here")
	}
	return os.DirFS(dir)
}

// Real records are read to the last one, and nearly every operation of a role is told its permission.
func TestRealRecords(t *testing.T) {
	log, err := usage.Read(context.Background(), corpus(t), []string{"."})
	if err != nil || len(log.Refused) > 0 {
		t.Fatal(err, log.Refused)
	}
	u := log.Join(&model.App{}, nil, 90)
	t.Logf("%d records from %s to %s; roles: %v; not understood: %v", log.Events, log.From, log.To, u.Strangers, u.Unread)
	if log.Events != 2900 {
		t.Errorf("%d records, want 2900", log.Events)
	}
}

func BenchmarkRead(b *testing.B) {
	files := corpus(b)
	events := 0
	for b.Loop() {
		log, err := usage.Read(context.Background(), files, []string{"."})
		if err != nil {
			b.Fatal(err)
		}
		events += log.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

// Whatever a file holds, it is read or refused.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"Records":[` + event("s3", "GetObject", "r", "s", `,"requestParameters":{"bucketName":"b","key":"k"}`) + `]}`))
	f.Add([]byte(`{"ServicesLastAccessed":[{"ServiceNamespace":"s3"}]}`))
	f.Add([]byte("[[[{\"a\":}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read(t, fstest.MapFS{"x.json": {Data: data}}).Join(application(), nil, 90)
	})
}
