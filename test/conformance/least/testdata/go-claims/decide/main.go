package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
)

type decision struct {
	Token string
	Pay   bool
}

var client *sfn.Client

func handle(ctx context.Context, d decision) error {
	if !d.Pay {
		_, err := client.SendTaskFailure(ctx, &sfn.SendTaskFailureInput{TaskToken: &d.Token, Error: aws.String("Refused")})
		return err
	}
	_, err := client.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &d.Token, Output: aws.String("{}")})
	return err
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	client = sfn.NewFromConfig(cfg)
	lambda.Start(handle)
}
