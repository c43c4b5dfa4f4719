package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

var errUnknown = errors.New("unknown")

func oneOf[T comparable](value T, allowed ...T) (T, error) {
	if !slices.Contains(allowed, value) {
		var zero T
		return zero, errUnknown
	}
	return value, nil
}

func mapped[T, U any](values []T, f func(T) U) []U {
	out := make([]U, 0, len(values))
	for _, v := range values {
		out = append(out, f(v))
	}
	return out
}

func handle(_ context.Context, request events.LambdaFunctionURLRequest) (events.LambdaFunctionURLResponse, error) {
	kind, err := oneOf(request.QueryStringParameters["kind"], "a", "b")
	if err != nil {
		return events.LambdaFunctionURLResponse{StatusCode: 400}, nil
	}
	if err := os.Remove("/mnt/kinds/" + kind); err != nil {
		return events.LambdaFunctionURLResponse{StatusCode: 404}, nil
	}
	names := strings.Split(request.Body, ",")
	for _, path := range mapped(names, func(name string) string { return "/mnt/names/" + strings.TrimSpace(name) }) {
		if err := os.Remove(path); err != nil {
			return events.LambdaFunctionURLResponse{StatusCode: 404}, nil
		}
	}
	return events.LambdaFunctionURLResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
