import os

import boto3

resource = boto3.resource("dynamodb")
orders = resource.Table(os.environ["ORDERS_TABLE"])
# Closed orders moved to the archive until last year; they stay where they are now.
archive = os.environ.get("ARCHIVE_TABLE")


def handler(event, context):
    orders.update_item(
        Key={"id": event["pathParameters"]["id"]},
        UpdateExpression="SET #s = :closed",
        ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":closed": "closed"},
    )
    return {"statusCode": 204}
