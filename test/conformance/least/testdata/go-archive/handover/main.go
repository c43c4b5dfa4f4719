package main

import (
	"context"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type request struct{ Tenant, Letter string }

type server struct {
	tables  *dynamodb.Client
	objects *s3.Client
}

func (s *server) handle(ctx context.Context, r request) error {
	found, err := s.tables.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: aws.String(os.Getenv("TENANTS")),
		Key:       map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: r.Tenant}},
	})
	if err != nil {
		return err
	}
	key := "letters/" + r.Letter
	letter, err := s.objects.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(os.Getenv("ARCHIVE")), Key: &key})
	if err != nil {
		return err
	}
	defer letter.Body.Close()
	target := found.Item["bucket"].(*types.AttributeValueMemberS).Value
	_, err = s.objects.PutObject(ctx, &s3.PutObjectInput{Bucket: &target, Key: &r.Letter, Body: letter.Body})
	return err
}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		panic(err)
	}
	s := &server{tables: dynamodb.NewFromConfig(cfg), objects: s3.NewFromConfig(cfg)}
	lambda.Start(s.handle)
}
