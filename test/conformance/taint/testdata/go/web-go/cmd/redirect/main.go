package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func target(name string) string {
	switch name {
	case "help":
		return "https://help.example.com/"
	default:
		return "https://example.com/"
	}
}

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	if name := request.QueryStringParameters["place"]; name != "" {
		return events.APIGatewayV2HTTPResponse{StatusCode: 302, Headers: map[string]string{"location": target(name)}}, nil
	}
	next := request.QueryStringParameters["next"]
	return events.APIGatewayV2HTTPResponse{StatusCode: 302, Headers: map[string]string{"location": next}}, nil
}

func main() { lambda.Start(handle) }
