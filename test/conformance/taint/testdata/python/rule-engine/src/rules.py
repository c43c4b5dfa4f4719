import json

import boto3

table = boto3.resource("dynamodb").Table("rules")


def save(event, context):
    body = json.loads(event["body"])
    item = {"id": body["id"], "condition": body["condition"], "limit": 10}
    table.put_item(Item=item)
    return {"statusCode": 201}


def handler(event, context):
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        limit = eval(image["limit"]["N"])
        scope = {"limit": limit}
        exec("match = " + image["condition"]["S"], scope)
        print(scope["match"])
