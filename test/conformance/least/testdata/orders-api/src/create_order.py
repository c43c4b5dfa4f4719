import json
import os
import uuid

import boto3

dynamodb = boto3.client("dynamodb")


def handler(event, context):
    body = json.loads(event["body"])
    order = str(uuid.uuid4())
    dynamodb.put_item(
        TableName=os.environ["ORDERS_TABLE"],
        Item={"id": {"S": order}, "customer": {"S": body["customer"]}, "state": {"S": "open"}},
        ConditionExpression="attribute_not_exists(id)",
    )
    return {"statusCode": 201, "body": json.dumps({"id": order})}
