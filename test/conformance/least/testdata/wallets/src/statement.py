import boto3
from boto3.dynamodb.conditions import Key

import tables

resource = boto3.resource("dynamodb")


def handler(event, context):
    keys = [{"id": wallet} for wallet in event["wallets"]]
    found = resource.batch_get_item(RequestItems={tables.WALLETS: {"Keys": keys}})
    entries = resource.Table(tables.ENTRIES)
    lines = []
    for wallet in found["Responses"][tables.WALLETS]:
        page = entries.query(KeyConditionExpression=Key("wallet").eq(wallet["id"]), ScanIndexForward=False)
        lines.append({"wallet": wallet["id"], "balance": str(wallet["balance"]), "entries": len(page["Items"])})
    return lines
