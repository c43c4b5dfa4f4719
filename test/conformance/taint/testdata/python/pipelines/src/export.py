import json
import os

import boto3


def start(event, context):
    body = json.loads(event["body"])
    boto3.client("stepfunctions").start_execution(stateMachineArn=os.environ["MACHINE"], input=json.dumps({"folder": body["folder"]}))
    return {"statusCode": 202}


def run(event, context):
    os.system("tar -czf /tmp/export.tgz /mnt/" + event["folder"])
    return {"done": True}
