package main

import (
	"context"
	"slices"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/orders/internal/store"
)

var columns = []string{"created", "total"}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	column := request.QueryStringParameters["sort"]
	status := 200
	if !slices.Contains(columns, column) {
		status = 206
	}
	orders, err := store.Open()
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	if err := orders.Sorted(ctx, column); err != nil {
		status = 500
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: status}, nil
}

func main() { lambda.Start(handle) }
