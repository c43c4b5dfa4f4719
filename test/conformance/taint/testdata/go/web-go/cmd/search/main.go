package main

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

type query struct {
	Pattern string `json:"pattern" xml:"pattern"`
}

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var q query
	if err := json.Unmarshal([]byte(request.Body), &q); err != nil {
		if err := xml.Unmarshal([]byte(request.Body), &q); err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
		}
	}
	pattern, err := regexp.Compile(q.Pattern)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: strconv.FormatBool(pattern.MatchString("alpha beta"))}, nil
}

func main() { lambda.Start(handle) }
