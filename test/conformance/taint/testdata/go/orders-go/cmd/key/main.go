package main

import (
	"context"
	"os/exec"
	"path"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, event events.S3Event) error {
	for _, record := range event.Records {
		name := path.Base(record.S3.Object.URLDecodedKey)
		if err := exec.CommandContext(ctx, "bash", "-c", "convert /mnt/"+name+" /tmp/out.png").Run(); err != nil {
			return err
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
