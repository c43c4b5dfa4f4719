package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

const root = "/mnt/files"

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	name := request.PathParameters["name"]
	if strings.HasPrefix(name, "/") {
		return events.APIGatewayV2HTTPResponse{StatusCode: 404}, nil
	}
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 404}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: map[string]string{"content-type": "text/plain"}, Body: string(data)}, nil
}

func main() { lambda.Start(handle) }
