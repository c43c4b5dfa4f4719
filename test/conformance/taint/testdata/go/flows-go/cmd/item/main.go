package main

import (
	"context"
	"os"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

func handle(ctx context.Context, request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, err
	}
	table := aws.String(os.Getenv("TABLE"))
	filter, colour := request.QueryStringParameters["filter"], request.QueryStringParameters["colour"]
	db := dynamodb.NewFromConfig(settings)
	built, err := expression.NewBuilder().WithFilter(expression.Name("colour").Equal(expression.Value(colour))).Build()
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 400}, nil
	}
	first, err := db.Scan(ctx, &dynamodb.ScanInput{TableName: table, FilterExpression: built.Filter(), ExpressionAttributeNames: built.Names(), ExpressionAttributeValues: built.Values()})
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	second, err := db.Scan(ctx, &dynamodb.ScanInput{TableName: table, FilterExpression: aws.String("hidden = :n AND " + filter), ExpressionAttributeValues: map[string]types.AttributeValue{":n": &types.AttributeValueMemberBOOL{}}})
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	people, err := mongo.Connect(options.Client().ApplyURI(os.Getenv("MONGO_URL")))
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	n, err := people.Database("shop").Collection("items").CountDocuments(ctx, bson.M{"colour": colour})
	if err != nil {
		return events.APIGatewayV2HTTPResponse{StatusCode: 500}, nil
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: 200, Body: strconv.Itoa(int(first.Count+second.Count) + int(n))}, nil
}

func main() { lambda.Start(handle) }
