package main

import (
	"context"
	"database/sql"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	_ "github.com/lib/pq"
)

func handle(ctx context.Context, event events.SNSEvent) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	for _, record := range event.Records {
		if _, err := db.ExecContext(ctx, "INSERT INTO seen VALUES ('"+record.SNS.MessageID+"')"); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "INSERT INTO news VALUES ('"+record.SNS.Message+"')"); err != nil {
			return err
		}
	}
	return nil
}

func main() { lambda.Start(handle) }
