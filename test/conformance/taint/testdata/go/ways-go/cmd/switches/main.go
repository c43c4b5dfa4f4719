package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

func order(text string) string {
	switch text {
	case "new":
		return "created DESC"
	case "old":
		return "created"
	}
	return text
}

func strictOrder(text string) string {
	switch text {
	case "new":
		return "created DESC"
	default:
		return "created"
	}
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	text := request.QueryStringParameters["order"]
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	rows, err := db.QueryContext(ctx, "SELECT * FROM notes ORDER BY "+strictOrder(text))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if err := rows.Close(); err != nil {
		log.Print("rows not closed")
	}
	rows, err = db.QueryContext(ctx, "SELECT * FROM notes ORDER BY "+order(text))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if err := rows.Close(); err != nil {
		log.Print("rows not closed")
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
