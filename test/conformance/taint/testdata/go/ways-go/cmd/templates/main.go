package main

import (
	"context"
	"encoding/json"
	"strings"
	"text/template"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ Page, Name string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	ours, err := template.New("ours").Parse("Hello {{.Name}}")
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	theirs, err := template.New("theirs").Parse(body.Page)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	var out strings.Builder
	if err := ours.Execute(&out, request.RequestContext); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := theirs.Execute(&out, request.RequestContext); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: map[string]string{"content-type": "text/plain"}, Body: out.String()}, nil
}

func main() { lambda.Start(handle) }
