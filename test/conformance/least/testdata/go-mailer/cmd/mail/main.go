package main

import (
	"context"
	"net/smtp"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"mailer.example/invoice"
)

type bill struct{ To, Amount string }

func handle(ctx context.Context, b bill) error {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	text, err := invoice.Text(ctx, cfg, b.Amount)
	if err != nil {
		return err
	}
	secrets := secretsmanager.NewFromConfig(cfg)
	password, err := secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: aws.String(os.Getenv("SMTP_SECRET"))})
	if err != nil {
		return err
	}
	auth := smtp.PlainAuth("", "billing", aws.ToString(password.SecretString), "smtp.mail.example")
	return smtp.SendMail("smtp.mail.example:587", auth, "billing@mail.example", []string{b.To}, []byte(text))
}

func main() { lambda.Start(handle) }
