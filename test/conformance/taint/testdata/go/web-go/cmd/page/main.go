package main

import (
	"context"
	"fmt"
	"html"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var page = map[string]string{"content-type": "text/html"}

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	name := request.QueryStringParameters["name"]
	if request.QueryStringParameters["plain"] == "" {
		escaped := fmt.Sprintf("<h1>Hello %s</h1>", html.EscapeString(name))
		return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: page, Body: escaped}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: page, Body: fmt.Sprintf("<h1>Hello %s</h1>", name)}, nil
}

func main() { lambda.Start(handle) }
