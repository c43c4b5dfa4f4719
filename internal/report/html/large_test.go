package html_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeLarge writes an application of several stacks to a new directory: REST APIs, queues with their workers, tables,
// secrets, schedules, and an administrator among the roles. Their code takes some of what they are granted.
func writeLarge(tb testing.TB, stacks, functions int) string {
	tb.Helper()
	dir := tb.TempDir()
	names := []string{"orders", "catalog", "payments", "customers", "shipping", "reports", "search", "loyalty"}
	var root strings.Builder
	root.WriteString("Resources:\n")
	for s := range stacks {
		name := names[s%len(names)]
		if s >= len(names) {
			name += fmt.Sprint(s)
		}
		title := strings.ToUpper(name[:1]) + name[1:]
		fmt.Fprintf(&root, "  %s:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ./%s.yaml}\n", title, name)
		files := map[string]string{name + ".yaml": stackText(title, name, s, functions/stacks)}
		for f := range functions / stacks {
			files[filepath.Join(name, strings.ToLower(functionID(title, f))+".py")] = codeText(f)
		}
		for file, text := range files {
			file = filepath.Join(dir, file)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o600)); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "template.yaml"), []byte(root.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

var verbs = []string{"Create", "List", "Get", "Change", "Remove", "Export", "Import", "Approve", "Notify", "Retry", "Archive", "Restore", "Count", "Watch", "Sign", "Audit", "Split", "Merge"}

// functionID is what the template calls a function of a stack.
func functionID(title string, f int) string {
	id := verbs[f%len(verbs)] + title
	if f >= len(verbs) {
		id += fmt.Sprint(f)
	}
	return id
}

// codeText is the code of a function: most read a table, some write to it too, and one in eight calls what is not known.
func codeText(f int) string {
	text := "import os\nimport boto3\n\ntable = boto3.resource('dynamodb').Table(os.environ['TABLE'])\n\n\ndef handler(event, context):\n    table.get_item(Key={'id': event['id']})\n"
	if f%3 == 0 {
		text += "    table.put_item(Item={'id': event['id']})\n"
	}
	if f%8 == 5 {
		text += "    boto3.client(event['service']).run()\n"
	}
	return text
}

func stackText(title, name string, s, functions int) string {
	var b strings.Builder
	b.WriteString("Transform: AWS::Serverless-2016-10-31\nResources:\n")
	fmt.Fprintf(&b, "  %sApi:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: live}\n", title)
	fmt.Fprintf(&b, "  %sQueue:\n    Type: AWS::SQS::Queue\n  %sEvents:\n    Type: AWS::SNS::Topic\n", title, title)
	fmt.Fprintf(&b, "  %sKey:\n    Type: AWS::SecretsManager::Secret\n    Properties: {GenerateSecretString: {PasswordLength: 32}}\n", title)
	for t := range 3 {
		fmt.Fprintf(&b, "  %sTable%d:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      KeySchema: [{AttributeName: id, KeyType: HASH}]\n      Tags: [{Key: data-classification, Value: %s}]\n", title, t, []string{"personal", "internal", "payment"}[t])
	}
	fmt.Fprintf(&b, "  %sFiles:\n    Type: AWS::S3::Bucket\n", title)
	for f := range functions {
		id := functionID(title, f)
		fmt.Fprintf(&b, "  %s:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: %s\n      Handler: %s.handler\n      CodeUri: ./%s\n      Environment: {Variables: {TABLE: !Ref %sTable%d}}\n      Policies:\n", id, []string{"python3.13", "python3.12", "python3.9"}[f%3], strings.ToLower(id), name, title, f%3)
		switch {
		case s == 2 && f == 4:
			b.WriteString("        - AdministratorAccess\n")
		case f%7 == 3:
			b.WriteString("        - Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}]\n")
		default:
			fmt.Fprintf(&b, "        - DynamoDBCrudPolicy: {TableName: !Ref %sTable%d}\n", title, f%3)
		}
		switch f % 5 {
		case 1:
			fmt.Fprintf(&b, "        - SQSSendMessagePolicy: {QueueName: !GetAtt %sQueue.QueueName}\n", title)
		case 2:
			fmt.Fprintf(&b, "        - AWSSecretsManagerGetSecretValuePolicy: {SecretArn: !Ref %sKey}\n", title)
		case 3:
			fmt.Fprintf(&b, "        - S3ReadPolicy: {BucketName: !Ref %sFiles}\n", title)
		}
		b.WriteString("      Events:\n")
		switch {
		case f%6 == 5:
			fmt.Fprintf(&b, "        Work: {Type: SQS, Properties: {Queue: !GetAtt %sQueue.Arn}}\n", title)
		case f%9 == 7:
			b.WriteString("        Night: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n")
		case f%11 == 8:
			fmt.Fprintf(&b, "        News: {Type: SNS, Properties: {Topic: !Ref %sEvents}}\n", title)
		default:
			auth := ""
			if f%4 != 0 {
				auth = ", Auth: {Authorizer: AWS_IAM}"
			}
			fmt.Fprintf(&b, "        Call: {Type: Api, Properties: {Path: /%s/%s, Method: %s, RestApiId: !Ref %sApi%s}}\n", name, strings.ToLower(id), []string{"get", "post", "delete"}[f%3], title, auth)
		}
	}
	return b.String()
}
