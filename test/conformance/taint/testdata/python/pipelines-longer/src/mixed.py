import json
import os

import boto3


def public(event, context):
    folder = json.loads(event["body"])["folder"]
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps({"folder": folder}))
    return {"statusCode": 202}


def timer(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps({"folder": "all"}))


def handler(event, context):
    for record in event["Records"]:
        os.system("tidy " + json.loads(record["body"])["folder"])
