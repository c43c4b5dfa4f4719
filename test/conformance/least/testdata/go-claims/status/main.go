package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
)

func handle(ctx context.Context) (int, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return 0, err
	}
	running, err := sfn.NewFromConfig(cfg).ListExecutions(ctx, &sfn.ListExecutionsInput{
		StateMachineArn: aws.String(os.Getenv("MACHINE_ARN")),
		StatusFilter:    types.ExecutionStatusRunning,
	})
	if err != nil {
		return 0, err
	}
	return len(running.Executions), nil
}

func main() { lambda.Start(handle) }
