import json
import random
import secrets
import string
import time

import boto3

table = boto3.resource("dynamodb").Table("resets")


def handler(event, context):
    token = "".join(random.choices(string.ascii_letters, k=32))
    table.put_item(Item={"token": token, "user": json.loads(event["body"])["user"]})
    return {"statusCode": 202}


def safe(event, context):
    token = secrets.token_urlsafe(32)
    table.put_item(Item={"token": token, "user": json.loads(event["body"])["user"]})
    return {"statusCode": 202}


def retry(event, context):
    for attempt in range(3):
        time.sleep(random.random() * 2**attempt)
        if table.item_count >= 0:
            break
    sample = random.sample(event["Records"], 1)
    return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in sample if not r["body"]]}
