package eval_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sconce-dev/sconce/internal/code/eval"
)

// TestLimit makes a handler that takes too long before its calls: they are there all the same, and what is missing is said.
func TestLimit(t *testing.T) {
	src := `app.py handler
-- app.py --
import boto3

table = boto3.resource("dynamodb").Table("orders")

def work(n):
    a = 1
`
	src += strings.Repeat("    a = [a, n]\n", 200)
	src += `    return a

def save(item):
    table.put_item(Item=item)
    for _ in range(9):
        work(item)
    notify(item)

def notify(item):
    boto3.client("sns").publish(Message=item)

def handler(event, context):
    for i in range(20):
        work(i)
    save(event["item"])
    table.delete_item(Key=event["key"])
`
	trace := evaluate(t, txtar.Parse([]byte(src)), eval.Limits{Steps: 4000})
	got := show(trace)
	for _, want := range []string{".put_item(", ".publish(", ".delete_item(Key=event.key)", "takes too many steps"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in\n%s", want, got)
		}
	}
	if full := show(evaluate(t, txtar.Parse([]byte(src)), eval.Limits{})); strings.Contains(full, "gap") {
		t.Errorf("a limit is reached where there is none:\n%s", full)
	}
}
