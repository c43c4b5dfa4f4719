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

func main() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		panic(err)
	}
	topic := sns.NewFromConfig(cfg)
	lambda.StartWithOptions(func(ctx context.Context, event events.SQSEvent) error {
		for _, record := range event.Records {
			if _, err := topic.Publish(ctx, &sns.PublishInput{
				TopicArn: aws.String(os.Getenv("ATTENDANTS")),
				Message:  aws.String("gate " + record.Body),
			}); err != nil {
				return err
			}
		}
		return nil
	}, lambda.WithContext(ctx))
}
