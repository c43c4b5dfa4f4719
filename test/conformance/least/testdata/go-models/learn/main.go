package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
)

func handle(ctx context.Context, event events.KafkaEvent) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	client := kinesis.NewFromConfig(cfg)
	for _, records := range event.Records {
		var entries []types.PutRecordsRequestEntry
		for _, r := range records {
			entries = append(entries, types.PutRecordsRequestEntry{Data: []byte(r.Value), PartitionKey: aws.String(r.Topic)})
		}
		in := kinesis.PutRecordsInput{StreamName: aws.String(os.Getenv("RESULTS")), Records: entries}
		if _, err := client.PutRecords(ctx, &in); err != nil {
			return err
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
