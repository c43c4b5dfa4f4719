"""The orders table. A customer's orders are only ever looked up under the customer's own id."""

import os

import boto3
from boto3.dynamodb.conditions import Key

PAGE = 50

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def save(order):
    orders.put_item(Item=order, ConditionExpression="attribute_not_exists(orderId)")


def find(customer_id, order_id):
    return orders.get_item(Key={"customerId": customer_id, "orderId": order_id}).get("Item")


def page_of(customer_id, after=None):
    """One page of a customer's orders and where the next one begins."""
    options = {"KeyConditionExpression": Key("customerId").eq(customer_id), "Limit": PAGE}
    if after:
        options["ExclusiveStartKey"] = {"customerId": customer_id, "orderId": after}
    page = orders.query(**options)
    return page["Items"], page.get("LastEvaluatedKey", {}).get("orderId")
