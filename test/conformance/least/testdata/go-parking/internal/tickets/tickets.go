// Package tickets keeps parking tickets.
package tickets

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Store is the table of tickets and the table of tariffs.
type Store struct {
	client  *dynamodb.Client
	tickets string
	tariffs string
}

// Open reads the names of the tables from the environment.
func Open(ctx context.Context) (*Store, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &Store{dynamodb.NewFromConfig(cfg), os.Getenv("TICKETS_TABLE"), os.Getenv("TARIFFS_TABLE")}, nil
}

func key(name, value string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{name: &types.AttributeValueMemberS{Value: value}}
}

// Enter writes a new ticket.
func (s *Store) Enter(ctx context.Context, id, zone string) error {
	item := key("id", id)
	item["zone"] = &types.AttributeValueMemberS{Value: zone}
	_, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.tickets, Item: item})
	return err
}

// Zone is where a ticket was drawn.
func (s *Store) Zone(ctx context.Context, id string) (string, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(s.tickets), Key: key("id", id)})
	if err != nil {
		return "", err
	}
	return out.Item["zone"].(*types.AttributeValueMemberS).Value, nil
}

// Price is what an hour costs in a zone.
func (s *Store) Price(ctx context.Context, zone string) (string, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(s.tariffs), Key: key("zone", zone)})
	if err != nil {
		return "", err
	}
	return out.Item["price"].(*types.AttributeValueMemberN).Value, nil
}

// Close marks a ticket as paid.
func (s *Store) Close(ctx context.Context, id string) error {
	_, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:        aws.String(s.tickets),
		Key:              key("id", id),
		UpdateExpression: aws.String("REMOVE zone"),
	})
	return err
}

// Open tickets of a zone.
func (s *Store) Open(ctx context.Context, zone string) (int, error) {
	pages := dynamodb.NewQueryPaginator(s.client, &dynamodb.QueryInput{
		TableName:                 aws.String(s.tickets),
		IndexName:                 aws.String("open-by-zone"),
		KeyConditionExpression:    aws.String("#z = :z"),
		ExpressionAttributeNames:  map[string]string{"#z": "zone"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":z": &types.AttributeValueMemberS{Value: zone}},
	})
	n := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return n, err
		}
		n += len(page.Items)
	}
	return n, nil
}
