import os

import boto3


def handler(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    plan = table.get_item(Key={"id": "current"})["Item"]
    return {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": f"<h1>{plan['title']}</h1>"}


def load(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    table.put_item(Item={"id": "current", "title": "Plan of the week"})
