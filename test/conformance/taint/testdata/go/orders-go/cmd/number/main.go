package main

import (
	"context"
	"database/sql"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

func handle(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	id, err := strconv.Atoi(request.PathParameters["id"])
	if err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 400}, nil
	}
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayProxyResponse{}, err
	}
	if _, err := db.ExecContext(ctx, "UPDATE orders SET seen = true WHERE id = "+strconv.Itoa(id)); err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 500}, nil
	}
	raw := request.PathParameters["id"]
	if _, err := db.ExecContext(ctx, "INSERT INTO seen VALUES ('"+raw+"')"); err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 500}, nil
	}
	agent := request.Headers["User-Agent"]
	if _, err := db.ExecContext(ctx, "INSERT INTO agents VALUES ('"+agent+"')"); err != nil {
		return events.APIGatewayProxyResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayProxyResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
