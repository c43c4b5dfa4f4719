package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

type claim struct {
	ID     string `json:"id"`
	Damage string `json:"damage"`
}

func handle(ctx context.Context, c claim) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	input, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = sfn.NewFromConfig(cfg).StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: aws.String(os.Getenv("MACHINE_ARN")),
		Name:            aws.String(c.ID),
		Input:           aws.String(string(input)),
	})
	return err
}

func main() { lambda.Start(handle) }
