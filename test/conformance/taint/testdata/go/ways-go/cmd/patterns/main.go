package main

import (
	"context"
	"database/sql"
	"os"
	"regexp"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

var (
	whole = regexp.MustCompile(`^[a-z_]{1,30}$`)
	part  = regexp.MustCompile(`[a-z_]{1,30}`)
)

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	name := request.PathParameters["name"]
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	if !part.MatchString(name) {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := db.ExecContext(ctx, "TRUNCATE "+name); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if _, err := db.ExecContext(ctx, "TRUNCATE "+part.FindString(name)); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if !whole.MatchString(name) {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := db.ExecContext(ctx, "ANALYZE "+name); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
