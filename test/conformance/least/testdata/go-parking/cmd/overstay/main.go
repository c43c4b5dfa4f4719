package main

import (
	"context"
	"log"

	"github.com/aws/aws-lambda-go/lambda"

	"parking.example/internal/tickets"
)

var zones = []string{"harbour", "station"}

func handle(ctx context.Context) error {
	store, err := tickets.Open(ctx)
	if err != nil {
		return err
	}
	for _, zone := range zones {
		n, err := store.Open(ctx, zone)
		if err != nil {
			return err
		}
		log.Printf("%s: %d open", zone, n)
	}
	return nil
}

func main() { lambda.Start(handle) }
