import json
import os

import boto3


def ask(event, context):
    body = json.loads(event["body"])
    answer = boto3.client("lambda").invoke(FunctionName=os.environ["WORKER"], Payload=json.dumps({"formula": body["formula"], "rows": 3}))
    return {"statusCode": 200, "body": answer["Payload"].read().decode()}


def make(event, context):
    rows = event.get("rows", 0)
    return {"value": eval(event["formula"], {"rows": rows})}
