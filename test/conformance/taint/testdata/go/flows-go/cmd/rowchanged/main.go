package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(_ context.Context, event events.DynamoDBEvent) error {
	for _, record := range event.Records {
		image := record.Change.NewImage
		if err := os.WriteFile("/mnt/states/"+image["state"].String(), nil, 0o600); err != nil {
			return err
		}
		if err := os.WriteFile("/mnt/files/"+image["file"].String(), []byte("seen"), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
