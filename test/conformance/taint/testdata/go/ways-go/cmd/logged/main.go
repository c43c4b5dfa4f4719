package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

type line struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

func handle(_ context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		var l line
		if err := json.Unmarshal([]byte(record.Body), &l); err != nil {
			return err
		}
		fmt.Println("line:", l.Text)
		fmt.Println("count:", l.Count)
		fmt.Printf("line: %s\n", strings.ReplaceAll(strings.ReplaceAll(l.Text, "\n", " "), "\r", " "))
		slog.New(slog.NewTextHandler(os.Stdout, nil)).Info("line", "text", l.Text)
	}
	return nil
}

func main() { lambda.Start(handle) }
