package main

import (
	"context"
	"encoding/base64"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

type user struct {
	ID   uint
	Name string
}

func handle(_ context.Context, request events.LambdaFunctionURLRequest) (events.LambdaFunctionURLResponse, error) {
	db, err := gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")))
	if err != nil {
		return events.LambdaFunctionURLResponse{}, err
	}
	decoded, err := base64.StdEncoding.DecodeString(request.Headers["x-name"])
	if err != nil {
		return events.LambdaFunctionURLResponse{StatusCode: 400}, nil
	}
	name := string(decoded)
	var bound, raw []user
	db.Where("name = ?", name).Limit(10).Find(&bound)
	db.Where("name = '" + name + "'").Limit(10).Find(&raw)
	return events.LambdaFunctionURLResponse{StatusCode: 200, Body: strconv.Itoa(len(bound) + len(raw))}, nil
}

func main() { lambda.Start(handle) }
