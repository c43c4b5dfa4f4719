package main

import (
	"context"
	"log"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var structured = slog.New(slog.NewJSONHandler(os.Stdout, nil))

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	word := request.QueryStringParameters["word"]
	log.Printf("searching for %s", word)
	log.Printf("searching for %q", word)
	structured.Info("searching", "word", word)
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
