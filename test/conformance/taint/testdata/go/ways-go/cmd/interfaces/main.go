package main

import (
	"context"
	"encoding/json"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

type command interface{ line() string }

type fixed struct{}

func (fixed) line() string { return "show all" }

type named struct{ name string }

func (n named) line() string { return "show " + n.name }

func run(ctx context.Context, c command) error {
	return exec.CommandContext(ctx, "sh", "-c", c.line()).Run()
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ Name string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	for _, c := range []command{fixed{}, named{body.Name}} {
		if err := run(ctx, c); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
		}
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
