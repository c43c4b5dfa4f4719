"""The orders a report is made of."""

import os

import boto3
from boto3.dynamodb.conditions import Key

MOST = 500

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def with_status(status):
    """The latest orders in one status, at most as many as a page can show."""
    page = table.query(
        IndexName="by-status",
        KeyConditionExpression=Key("status").eq(status),
        ScanIndexForward=False,
        Limit=MOST,
    )
    return page["Items"]
