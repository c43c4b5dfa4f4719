package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

var kinds = map[string]string{"a": "table_a", "b": "table_b"}

type handler struct{ db *sql.DB }

func (h *handler) serve(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	body := map[string]string{}
	if err := json.NewDecoder(strings.NewReader(request.Body)).Decode(&body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	table, known := kinds[body["kind"]]
	if !known {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	if _, err := h.db.ExecContext(ctx, "INSERT INTO "+table+" VALUES ($1)", body["name"]); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	statement := strings.Join([]string{"INSERT INTO log VALUES ('", body["name"], "')"}, "")
	prepared, err := h.db.PrepareContext(ctx, statement)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	defer func() { _ = prepared.Close() }()
	if _, err := prepared.ExecContext(ctx); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 201}, nil
}

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	h := &handler{db: db}
	lambda.Start(h.serve)
}
