import json
import os
import re

import boto3

NAME = re.compile(r"[a-z0-9-]{1,40}")


def ask(event, context):
    branch = json.loads(event["body"])["branch"]
    if not NAME.fullmatch(branch):
        return {"statusCode": 400}
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps({"branch": branch}))
    return {"statusCode": 202}


def work(event, context):
    for record in event["Records"]:
        os.system("build " + json.loads(record["body"])["branch"])


def start(event, context):
    branch = json.loads(event["body"])["branch"]
    entry = {"EventBusName": os.environ["BUS"], "Source": "shop.late", "DetailType": "build", "Detail": json.dumps({"branch": branch, "tag": branch})}
    boto3.client("events").put_events(Entries=[entry])
    return {"statusCode": 202}


def late(event, context):
    detail = event["detail"]
    if not NAME.fullmatch(detail["branch"]):
        raise ValueError("no branch")
    os.system("build " + detail["branch"])
    os.system("tag " + detail["tag"])
