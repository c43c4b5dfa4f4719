package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/web/internal/archive"
)

func handle(ctx context.Context, event events.S3Event) error {
	for _, record := range event.Records {
		reader, err := archive.Read(ctx, record)
		if err != nil {
			return err
		}
		for _, member := range reader.File {
			content, err := member.Open()
			if err != nil {
				return err
			}
			target, err := os.Create(filepath.Join("/tmp/site", member.Name))
			if err != nil {
				return err
			}
			if _, err := io.Copy(target, content); err != nil {
				return err
			}
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
