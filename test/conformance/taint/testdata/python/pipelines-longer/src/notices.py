import json
import os
import subprocess

import boto3


def notify(event, context):
    body = json.loads(event["body"])
    boto3.resource("sns").Topic(os.environ["TOPIC"]).publish(Message=json.dumps({"room": body["room"], "kind": "notice"}))
    return {"statusCode": 202}


def keep(event, context):
    for record in event["Records"]:
        notice = json.loads(record["body"])
        subprocess.run(f"keep --kind {notice['kind']}", shell=True, check=True)
        subprocess.run(f"keep --room {notice['room']}", shell=True, check=True)
