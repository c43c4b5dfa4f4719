import json
import os

import boto3

functions = boto3.client("lambda")
TASKS = {"resize": "image-resize", "crop": "image-crop"}


def handler(event, context):
    body = json.loads(event["body"])
    target = body["function"]
    functions.invoke(FunctionName=target, InvocationType="Event", Payload=json.dumps({"id": 1}))
    return {"statusCode": 202}


def listed(event, context):
    task = json.loads(event["body"])["task"]
    if task not in TASKS:
        return {"statusCode": 400}
    functions.invoke(FunctionName=TASKS[task], InvocationType="Event")
    return {"statusCode": 202}


def own(event, context):
    body = json.loads(event["body"])
    payload = {"size": body["size"], "source": {"key": "logo.png", "size": 10}}
    functions.invoke(FunctionName=os.environ["WORKER"], Payload=json.dumps(payload))
    return {"statusCode": 202}
