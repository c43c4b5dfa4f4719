package main

import (
	"context"
	"encoding/json"
	"net/smtp"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

const from = "shop@example.com"

func send(subject string) error {
	message := "From: " + from + "\r\nTo: help@example.com\r\nSubject: " + subject + "\r\n\r\nSee above."
	return smtp.SendMail("smtp.example.com:587", nil, from, []string{"help@example.com"}, []byte(message))
}

func sendClean(subject string) error {
	subject = strings.NewReplacer("\r", "", "\n", "").Replace(subject)
	message := "From: " + from + "\r\nTo: help@example.com\r\nSubject: " + subject + "\r\n\r\nSee above."
	return smtp.SendMail("smtp.example.com:587", nil, from, []string{"help@example.com"}, []byte(message))
}

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ Subject string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := send(body.Subject); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := sendClean(body.Subject); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 202}, nil
}

func main() { lambda.Start(handle) }
