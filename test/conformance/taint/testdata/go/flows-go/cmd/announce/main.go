package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

func handle(ctx context.Context, request events.LambdaFunctionURLRequest) (events.LambdaFunctionURLResponse, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return events.LambdaFunctionURLResponse{}, err
	}
	headline := request.QueryStringParameters["headline"]
	input := &sns.PublishInput{TopicArn: aws.String(os.Getenv("TOPIC")), Message: aws.String(headline)}
	if _, err := sns.NewFromConfig(settings).Publish(ctx, input); err != nil {
		return events.LambdaFunctionURLResponse{StatusCode: 500}, nil
	}
	return events.LambdaFunctionURLResponse{StatusCode: 202}, nil
}

func main() { lambda.Start(handle) }
