package main

import (
	"context"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/orders/internal/store"
)

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	orders, err := store.Open()
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	customer := request.QueryStringParameters["customer"]
	n, err := orders.ByCustomer(ctx, customer)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: strconv.Itoa(n)}, nil
}

func main() { lambda.Start(handle) }
