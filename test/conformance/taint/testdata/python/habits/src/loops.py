import json
import time

import boto3

table = boto3.client("dynamodb")


def handler(event, context):
    wanted = int(json.loads(event["body"])["copies"])
    for number in range(wanted):
        table.put_item(TableName="copies", Item={"id": {"N": str(number)}})
    return {"statusCode": 201}


def bounded(event, context):
    wanted = min(int(json.loads(event["body"])["copies"]), 20)
    for number in range(wanted):
        table.put_item(TableName="copies", Item={"id": {"N": str(number)}})
    return {"statusCode": 201}


def pages(event, context):
    key = None
    count = 0
    while True:
        page = table.scan(TableName="copies", **({"ExclusiveStartKey": key} if key else {}))
        count += page["Count"]
        key = page.get("LastEvaluatedKey")
        if not key:
            return count


def sleep(event, context):
    time.sleep(float(json.loads(event["body"])["seconds"]))
    return {"statusCode": 204}
