package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

const root = "/mnt/files"

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	name := request.PathParameters["name"]
	directory, err := os.OpenRoot(root)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	file, err := directory.Open(name)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 404}, nil
	}
	data, err := io.ReadAll(file)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if filepath.IsLocal(name) {
		more, _ := os.ReadFile(filepath.Join(root, name))
		data = append(data, more...)
	}
	full := filepath.Join(root, name)
	if strings.HasPrefix(full, root+string(filepath.Separator)) {
		more, _ := os.ReadFile(full)
		data = append(data, more...)
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Headers: map[string]string{"content-type": "text/plain"}, Body: string(data)}, nil
}

func main() { lambda.Start(handle) }
