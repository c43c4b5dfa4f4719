import json
import os

import boto3
from boto3.dynamodb.conditions import Attr

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    query = event["queryStringParameters"]
    expression = f"attribute_exists(id) AND {query['field']} = :v"
    found = table.scan(FilterExpression=expression, ExpressionAttributeValues={":v": query["value"]}, Limit=50)
    return {"statusCode": 200, "body": json.dumps(found["Count"])}


def bound(event, context):
    query = event["queryStringParameters"]
    found = table.scan(FilterExpression="#c = :v", ExpressionAttributeNames={"#c": "colour"}, ExpressionAttributeValues={":v": query["value"]}, Limit=50)
    return {"statusCode": 200, "body": json.dumps(found["Count"])}


def builder(event, context):
    colour = event["queryStringParameters"]["colour"]
    found = table.scan(FilterExpression=Attr("colour").eq(colour) & Attr("hidden").ne(True), Limit=50)
    return {"statusCode": 200, "body": json.dumps(found["Count"])}
