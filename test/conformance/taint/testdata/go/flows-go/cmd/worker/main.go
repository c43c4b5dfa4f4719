package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/flows/internal/message"
)

func handle(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		var job message.Job
		if err := json.Unmarshal([]byte(record.Body), &job); err != nil {
			return err
		}
		if err := exec.CommandContext(ctx, "sh", "-c", fmt.Sprintf("clean --days %d", job.Days)).Run(); err != nil {
			return err
		}
		if err := exec.CommandContext(ctx, "sh", "-c", "pack /mnt/"+job.Folder).Run(); err != nil {
			return err
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
