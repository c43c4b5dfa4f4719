package main

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	client "github.com/aws/aws-sdk-go-v2/service/lambda"
)

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	var body struct {
		Task string `json:"task"`
	}
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	functions := client.NewFromConfig(settings)
	if _, err := functions.Invoke(ctx, &client.InvokeInput{FunctionName: aws.String("task-runner"), Payload: []byte(request.Body)}); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if _, err := functions.Invoke(ctx, &client.InvokeInput{FunctionName: &body.Task}); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 202}, nil
}

func main() { lambda.Start(handle) }
