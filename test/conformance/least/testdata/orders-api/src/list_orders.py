import json
import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event, context):
    customer = event["pathParameters"]["customer"]
    found = table.query(
        IndexName="by-customer",
        KeyConditionExpression=Key("customer").eq(customer),
        Limit=50,
    )
    return {"statusCode": 200, "body": json.dumps(found["Items"], default=str)}
