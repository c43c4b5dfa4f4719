package main

import (
	"bytes"
	"context"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type letter struct {
	ID   string `json:"id"`
	Scan []byte `json:"scan"`
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	uploader := manager.NewUploader(s3.NewFromConfig(cfg))
	lambda.Start(func(ctx context.Context, l letter) error {
		_, err := uploader.Upload(ctx, &s3.PutObjectInput{
			Bucket: aws.String(os.Getenv("ARCHIVE")),
			Key:    aws.String("letters/" + l.ID),
			Body:   bytes.NewReader(l.Scan),
		})
		return err
	})
}
