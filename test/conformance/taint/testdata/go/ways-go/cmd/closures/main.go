package main

import (
	"context"
	"os/exec"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func shell(ctx context.Context) func(...string) error {
	return func(words ...string) error {
		return exec.CommandContext(ctx, "sh", "-c", strings.Join(words, " ")).Run()
	}
}

func constant(ctx context.Context) func(string) error {
	return func(string) error {
		return exec.CommandContext(ctx, "sh", "-c", "uptime").Run()
	}
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	words := strings.Fields(request.QueryStringParameters["words"])
	if err := shell(ctx)(append([]string{"search"}, words...)...); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := constant(ctx)(words[0]); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
