package main

import (
	"context"
	"os"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func handle(ctx context.Context, event events.EventBridgeEvent) error {
	command := "rotate --at " + event.Time.String() + " --rule " + event.Resources[0] + " --keep " + os.Getenv("KEEP")
	return exec.CommandContext(ctx, "sh", "-c", command).Run()
}

func main() { lambda.Start(handle) }
