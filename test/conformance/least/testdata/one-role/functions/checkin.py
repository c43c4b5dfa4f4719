import os

import boto3

members = boto3.resource("dynamodb").Table(os.environ["MEMBERS"])


def handler(event, context):
    found = members.get_item(Key={"card": event["card"]})
    return {"open": found.get("Item", {}).get("paid", False)}
