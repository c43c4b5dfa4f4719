package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os/exec"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

type job struct {
	base
	Tool   string            `json:"-"`
	Labels map[string]string `json:"labels"`
}

type base struct {
	Target string `json:"target"`
	Size   int    `json:"size"`
}

func (j *job) prepare() { j.Tool = "build" }

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	j := &job{}
	if err := json.NewDecoder(bytes.NewBufferString(request.Body)).Decode(j); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	j.prepare()
	if err := exec.CommandContext(ctx, "sh", "-c", j.Tool+" --all").Run(); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if err := exec.CommandContext(ctx, "sh", "-c", "build "+j.Target).Run(); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	for label := range j.Labels {
		if err := exec.CommandContext(ctx, "sh", "-c", "label "+label).Run(); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
		}
	}
	j.Target = "all"
	if err := exec.CommandContext(ctx, "sh", "-c", "build "+j.Target).Run(); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
