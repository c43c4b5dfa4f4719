package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"parking.example/internal/tickets"
)

type entry struct {
	ID   string `json:"id"`
	Zone string `json:"zone"`
}

func handle(ctx context.Context, e entry) error {
	store, err := tickets.Open(ctx)
	if err != nil {
		return err
	}
	return store.Enter(ctx, e.ID, e.Zone)
}

func main() { lambda.Start(handle) }
