package main

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/google/uuid"
	_ "github.com/lib/pq"
)

func parse(form url.Values) (uuid.UUID, time.Time, bool, error) {
	id, err := uuid.Parse(form.Get("id"))
	if err != nil {
		return uuid.Nil, time.Time{}, false, err
	}
	day, err := time.Parse(time.DateOnly, form.Get("day"))
	if err != nil {
		return uuid.Nil, time.Time{}, false, err
	}
	open, err := strconv.ParseBool(form.Get("open"))
	return id, day, open, err
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	form, err := url.ParseQuery(request.Body)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	id, day, open, err := parse(form)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	statement := fmt.Sprintf("UPDATE notes SET open = %t WHERE id = '%s' AND day = '%s'", open, id, day.Format(time.DateOnly))
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO keys VALUES ('"+hex.EncodeToString([]byte(form.Get("note")))+"')"); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf("INSERT INTO notes VALUES ('%v')", form.Get("note"))); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
