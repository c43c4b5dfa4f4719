import json
import os
import subprocess

import boto3

sqs = boto3.client("sqs")


def request(event, context):
    body = json.loads(event["body"])
    message = {"folder": body["folder"], "format": "zip"}
    sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=json.dumps(message))
    return {"statusCode": 202}


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["body"])
        kind = message["format"]
        subprocess.run(f"pack --{kind} /mnt/data", shell=True, check=True)
        subprocess.run(f"zip -r /tmp/out.zip /mnt/data/{message['folder']}", shell=True, check=True)
