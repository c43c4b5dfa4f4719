"""The orders table and the queue behind it."""

import json
import os

import boto3
from boto3.dynamodb.conditions import Attr

dynamodb = boto3.resource("dynamodb")
sqs = boto3.client("sqs")

orders = dynamodb.Table(os.environ["ORDERS_TABLE"])


def save(order):
    orders.put_item(Item=order)


def find(order_id):
    return orders.get_item(Key={"orderId": order_id}).get("Item")


def list_orders(status=None):
    """Every order, or every order in one status."""
    options = {"FilterExpression": Attr("status").eq(status)} if status else {}
    items = []
    while True:
        page = orders.scan(**options)
        items.extend(page["Items"])
        if "LastEvaluatedKey" not in page:
            return items
        options["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def enqueue(order):
    sqs.send_message(
        QueueUrl=os.environ["ORDER_QUEUE_URL"],
        MessageBody=json.dumps(order, default=str),
    )
