package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"

	"parking.example/internal/tickets"
)

type gate struct{ store *tickets.Store }

func (g gate) Leave(ctx context.Context, ticket struct{ ID string }) (string, error) {
	zone, err := g.store.Zone(ctx, ticket.ID)
	if err != nil {
		return "", err
	}
	price, err := g.store.Price(ctx, zone)
	if err != nil {
		return "", err
	}
	return price, g.store.Close(ctx, ticket.ID)
}

func main() {
	store, err := tickets.Open(context.Background())
	if err != nil {
		panic(err)
	}
	lambda.Start(gate{store}.Leave)
}
