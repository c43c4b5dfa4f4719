package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var client = &http.Client{Timeout: 3 * time.Second}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body map[string]any
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	address, _ := body["url"].(string)
	outgoing, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	answer, err := client.Do(outgoing)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
	}
	defer func() { _ = answer.Body.Close() }()
	word, _ := body["word"].(string)
	more, err := client.Get("https://search.example.com/?q=" + url.QueryEscape(word))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
	}
	defer func() { _ = more.Body.Close() }()
	return events.APIGatewayV2HTTPResponse{StatusCode: answer.StatusCode}, nil
}

func main() { lambda.Start(handle) }
