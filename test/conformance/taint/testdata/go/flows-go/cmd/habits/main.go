package main

import (
	"context"
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

var (
	relaxed = &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	strict  = &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}}}
)

func open() (*sql.DB, error) {
	return sql.Open("postgres", "postgres://reports:Teal-Marsh-9031@db.internal/reports")
}

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	var body struct{ User, Password string }
	if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400, Body: "no JSON"}, nil
	}
	log.Printf("login of %q with %q", body.User, body.Password)
	log.Printf("password of %d characters", len(body.Password))
	db, err := open()
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500, Body: err.Error()}, nil
	}
	defer func() { _ = db.Close() }()
	other, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	defer func() { _ = other.Close() }()
	for _, client := range []*http.Client{relaxed, strict} {
		outgoing, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://partner.example.com/", nil)
		if err != nil {
			return events.APIGatewayV2HTTPResponse{}, err
		}
		answer, err := client.Do(outgoing)
		if err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
		}
		_ = answer.Body.Close()
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
}

func main() { lambda.Start(handle) }
