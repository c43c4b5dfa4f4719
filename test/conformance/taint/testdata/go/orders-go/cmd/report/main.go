package main

import (
	"context"
	"encoding/json"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

type job struct {
	Name string `json:"name"`
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	j := job{Name: "all"}
	if err := json.Unmarshal([]byte(request.Body), &j); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := exec.CommandContext(ctx, "sh", "-c", "report --name "+j.Name).Run(); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if err := exec.CommandContext(ctx, "report", "--name="+j.Name).Run(); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
