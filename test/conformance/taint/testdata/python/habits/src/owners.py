import json
import os

import boto3
from boto3.dynamodb.conditions import Attr

table = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def subject(event):
    return event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]


def handler(event, context):
    order = table.get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    return {"statusCode": 200, "body": json.dumps(order, default=str)}


def own(event, context):
    order = table.get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    if not order or order["owner"] != subject(event):
        return {"statusCode": 404}
    return {"statusCode": 200, "body": json.dumps(order, default=str)}


def conditional(event, context):
    table.delete_item(Key={"id": event["pathParameters"]["id"]}, ConditionExpression=Attr("owner").eq(subject(event)))
    return {"statusCode": 204}


def product(event, context):
    item = boto3.resource("dynamodb").Table("products").get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    return {"statusCode": 200, "body": json.dumps(item, default=str)}
