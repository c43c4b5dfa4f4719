import datetime

import boto3

import tables

dynamodb = boto3.client("dynamodb")


def handler(event, context):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    amount = {"N": str(event["amount"])}
    dynamodb.transact_write_items(
        TransactItems=[
            {
                "ConditionCheck": {
                    "TableName": tables.LIMITS,
                    "Key": {"wallet": {"S": event["from"]}},
                    "ConditionExpression": "maximum >= :a",
                    "ExpressionAttributeValues": {":a": amount},
                }
            },
            {
                "Update": {
                    "TableName": tables.WALLETS,
                    "Key": {"id": {"S": event["from"]}},
                    "UpdateExpression": "SET balance = balance - :a",
                    "ConditionExpression": "balance >= :a",
                    "ExpressionAttributeValues": {":a": amount},
                }
            },
            {
                "Update": {
                    "TableName": tables.WALLETS,
                    "Key": {"id": {"S": event["to"]}},
                    "UpdateExpression": "SET balance = balance + :a",
                    "ExpressionAttributeValues": {":a": amount},
                }
            },
            {
                "Put": {
                    "TableName": tables.ENTRIES,
                    "Item": {"wallet": {"S": event["from"]}, "at": {"S": now}, "amount": amount},
                }
            },
        ]
    )
