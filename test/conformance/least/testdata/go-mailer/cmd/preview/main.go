package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"

	"mailer.example/invoice"
)

func main() {
	lambda.Start(func(ctx context.Context, b struct{ Amount string }) (string, error) {
		cfg, err := config.LoadDefaultConfig(ctx)
		if err != nil {
			return "", err
		}
		return invoice.Text(ctx, cfg, b.Amount)
	})
}
