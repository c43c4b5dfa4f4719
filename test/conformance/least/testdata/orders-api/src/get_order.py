import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event, context):
    key = {"id": event["pathParameters"]["id"]}
    item = table.get_item(Key=key).get("Item")
    if item is None:
        return {"statusCode": 404, "body": "no such order"}
    return {"statusCode": 200, "body": json.dumps(item, default=str)}
