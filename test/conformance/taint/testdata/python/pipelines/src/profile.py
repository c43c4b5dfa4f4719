import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def save(event, context):
    body = json.loads(event["body"])
    table.put_item(Item={"id": body["id"], "motto": body["motto"], "age": int(body["age"])})
    return {"statusCode": 204}


def show(event, context):
    item = table.get_item(Key={"id": event["pathParameters"]["id"]})["Item"]
    return {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>" + item["motto"] + ", " + str(item["age"]) + "</p>"}
