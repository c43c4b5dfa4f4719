package main

import (
	"context"
	"html/template"
	"strings"
	text "text/template"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var (
	page    = map[string]string{"content-type": "text/html"}
	escaped = template.Must(template.New("page").Parse("<h1>Hello {{.}}</h1>"))
	plain   = text.Must(text.New("page").Parse("<h1>Hello {{.}}</h1>"))
)

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	name := request.QueryStringParameters["name"]
	var out strings.Builder
	switch request.QueryStringParameters["kind"] {
	case "plain":
		if err := plain.Execute(&out, name); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: page, Body: out.String()}, nil
	case "trusted":
		if err := escaped.Execute(&out, template.HTML(name)); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: page, Body: out.String()}, nil
	default:
		if err := escaped.Execute(&out, name); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: page, Body: out.String()}, nil
	}
}

func main() { lambda.Start(handle) }
