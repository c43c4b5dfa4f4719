import boto3

import tables

table = boto3.resource("dynamodb").Table(tables.WALLETS)


def handler(event, context):
    with table.batch_writer() as batch:
        for wallet in event["wallets"]:
            batch.put_item(Item={"id": wallet, "balance": 0})
