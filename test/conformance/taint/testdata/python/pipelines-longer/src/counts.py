import json
import os

import boto3


def ask(event, context):
    word = json.loads(event["body"])["word"]
    answer = boto3.client("lambda").invoke(FunctionName=os.environ["COUNTER"], Payload=json.dumps({"word": word}))
    count = json.loads(answer["Payload"].read())
    return {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": f"<p>{count['n']} {count['unit']}</p>"}


def make(event, context):
    return {"n": event["word"].count("a"), "unit": "letters"}
