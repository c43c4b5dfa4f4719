package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

type updater interface {
	UpdateItem(ctx context.Context, in *ddb.UpdateItemInput, opts ...func(*ddb.Options)) (*ddb.UpdateItemOutput, error)
}

type counter struct {
	table string
	db    updater
}

func (c counter) handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	var failed events.SQSEventResponse
	for _, record := range event.Records {
		_, err := c.db.UpdateItem(ctx, &ddb.UpdateItemInput{
			TableName:                 aws.String(c.table),
			Key:                       map[string]types.AttributeValue{"gate": &types.AttributeValueMemberS{Value: record.Body}},
			UpdateExpression:          aws.String("ADD passed :one"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":one": &types.AttributeValueMemberN{Value: "1"}},
		})
		if err != nil {
			failed.BatchItemFailures = append(failed.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: record.MessageId})
		}
	}
	return failed, nil
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	lambda.Start(counter{os.Getenv("PASSAGES"), ddb.NewFromConfig(cfg)}.handle)
}
