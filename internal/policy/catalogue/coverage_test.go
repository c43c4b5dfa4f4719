package catalogue

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// complete lists the services that the table of operations is complete for.
var complete = strings.Fields(`
acm apigateway apigatewaymanagementapi apigatewayv2 appconfig appconfigdata appsync athena batch bedrock-agent-runtime
bedrock-runtime cloudformation cloudfront cloudtrail cloudwatch codebuild codedeploy codepipeline cognito-identity
cognito-idp comprehend dynamodb dynamodbstreams ec2 ecr ecs elasticache events firehose glue iam iot iot-data kafka
kinesis kms lambda location logs mq opensearch pinpoint pipes polly rds rds-data redshift-data rekognition route53 s3
s3control scheduler secretsmanager servicediscovery ses sesv2 sns sqs ssm stepfunctions sts textract timestream-query
timestream-write transcribe translate wafv2 xray`)

// The floor of what the table knows: it rises with the table and never falls.
const (
	leastResolved     = 19006 // of all operations: mapped or free
	mostUndocumented  = 55    // of those of the complete services
	leastOfOperations = 19364
)

// Every operation of a complete service leads to an existing action, or a row says why not.
func TestEveryOperationIsResolved(t *testing.T) {
	total, resolved, undocumented := 0, 0, 0
	var found []string
	for s := range SDKServices() {
		if s.Complete {
			found = append(found, s.Name)
		}
		n, unknown := 0, 0
		for m := range s.Operations() {
			n++
			if m.Service != s.Name {
				t.Errorf("%s lists %s %s", s.Name, m.Service, m.Operation)
			}
			switch m.State {
			case Mapped:
				resolved++
				if len(m.Needs) == 0 {
					t.Errorf("%s %s is mapped to nothing", s.Name, m.Operation)
				}
			case Free:
				resolved++
				if len(m.Needs) > 0 || m.Source == "" {
					t.Errorf("%s %s is free without a source, or needs %v", s.Name, m.Operation, m.Needs)
				}
			case Undocumented:
				unknown++
				if s.Complete && m.Source == "" {
					t.Errorf("%s %s has no action and no row, and the table claims to be complete", s.Name, m.Operation)
				}
			}
			for _, need := range m.Needs {
				if need.Action.String() == "" {
					t.Errorf("%s %s needs an action that does not exist", s.Name, m.Operation)
				}
			}
		}
		total += n
		if s.Complete {
			undocumented += unknown
			t.Logf("%s: %d operations, %d undocumented", s.Name, n, unknown)
		}
	}
	t.Logf("%d operations of all services, %d resolved (%.1f %%); %d of the complete services' undocumented",
		total, resolved, 100*float64(resolved)/float64(total), undocumented)
	if !slices.Equal(found, complete) {
		t.Errorf("complete services are %v, want %v", found, complete)
	}
	if total < leastOfOperations || resolved < leastResolved || undocumented > mostUndocumented {
		t.Errorf("%d operations, %d resolved, %d undocumented: fewer than before", total, resolved, undocumented)
	}
}

// Every row of the hand-made table names a service, operations and an action that exist, with an official source.
func TestEveryRowIsReal(t *testing.T) {
	rows := 0
	for _, cells := range tableRows(t, "tables/operations.tsv") {
		rows++
		if len(cells) != 6 {
			t.Errorf("%q has %d cells", cells, len(cells))
			continue
		}
		s, ok := LookupSDKService(cells[0])
		if !ok || s.Name != cells[0] {
			t.Errorf("%q: no service", cells)
			continue
		}
		for name := range strings.SplitSeq(cells[1], ",") {
			if !covered(s, name) {
				t.Errorf("%q: %s has no operation %s", cells, s.Name, name)
			}
		}
		if !strings.HasPrefix(cells[5], "https://docs.aws.amazon.com/") {
			t.Errorf("%q: the source is not the provider's documentation", cells)
		}
		if !used(s, cells[1], strings.TrimPrefix(cells[2], "+")) {
			t.Errorf("%q: none of the operations has it", cells)
		}
	}
	if rows < 500 {
		t.Errorf("the table has %d rows", rows)
	}
}

// used reports whether an operation of the cell is in the state or needs the action of a row.
func used(s SDKService, operations, action string) bool {
	state := map[string]State{"none": Free, "unknown": Undocumented}[action]
	for m := range s.Operations() {
		for name := range strings.SplitSeq(operations, ",") {
			if ok, err := path.Match(name, m.Operation); err != nil || !ok {
				continue
			}
			if state != Mapped && m.State == state {
				return true
			}
			for _, n := range m.Needs {
				if n.Action.String() == action || n.Action.Name() == action {
					return true
				}
			}
		}
	}
	return false
}

// tableRows reads a hand-made table.
func tableRows(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// covered reports whether a name or pattern is one of the service's operations.
func covered(s SDKService, pattern string) bool {
	for m := range s.Operations() {
		if ok, err := path.Match(pattern, m.Operation); err == nil && ok {
			return true
		}
	}
	return false
}
