package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
)

func handle(ctx context.Context, e struct{ Text string }) error {
	model, err := os.ReadFile(filepath.Join("/mnt/models", "words.txt"))
	if err != nil {
		return err
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	class := "other"
	if bytes.Contains(model, []byte(e.Text)) {
		class = "known"
	}
	_, err = kinesis.NewFromConfig(cfg).PutRecord(ctx, &kinesis.PutRecordInput{
		StreamName:   aws.String(os.Getenv("RESULTS")),
		PartitionKey: aws.String(class),
		Data:         []byte(e.Text),
	})
	return err
}

func main() { lambda.Start(handle) }
