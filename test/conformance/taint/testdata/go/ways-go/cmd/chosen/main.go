package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

var queues = map[string]string{"mail": os.Getenv("MAIL_QUEUE"), "bill": os.Getenv("BILL_QUEUE")}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ Role, Bucket, Kind string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	queue, known := queues[body.Kind]
	if !known {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := sqs.NewFromConfig(settings).SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &queue, MessageBody: aws.String("done")}); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := sts.NewFromConfig(settings).AssumeRole(ctx, &sts.AssumeRoleInput{RoleArn: aws.String(body.Role), RoleSessionName: aws.String("import")}); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := s3.NewFromConfig(settings).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &body.Bucket}); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
