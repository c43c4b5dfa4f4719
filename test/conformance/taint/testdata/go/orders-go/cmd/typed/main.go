package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

type filter struct {
	ID   int64  `json:"id"`
	Open bool   `json:"open"`
	Note string `json:"note"`
}

func handle(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	var wanted filter
	if err := json.Unmarshal([]byte(request.Body), &wanted); err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 400}, nil
	}
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayProxyResponse{}, err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("DELETE FROM orders WHERE id = %d AND open = %t", wanted.ID, wanted.Open))
	if err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 500}, nil
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("INSERT INTO notes VALUES (%d, '%s')", wanted.ID, wanted.Note))
	if err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayProxyResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
