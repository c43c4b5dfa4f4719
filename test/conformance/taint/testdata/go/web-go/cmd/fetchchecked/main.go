package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var hosts = map[string]bool{"images.example.com": true, "cdn.example.com": true}

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ URL string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	parsed, err := url.Parse(body.URL)
	if err != nil || parsed.Scheme != "https" || !hosts[parsed.Hostname()] {
		return events.APIGatewayV2HTTPResponse{StatusCode: 403}, nil
	}
	answer, err := http.Get(parsed.String())
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
	}
	defer func() { _ = answer.Body.Close() }()
	return events.APIGatewayV2HTTPResponse{StatusCode: answer.StatusCode}, nil
}

func main() { lambda.Start(handle) }
