import json
import os

import boto3


def ask(event, context):
    word = json.loads(event["body"])["word"]
    answer = boto3.client("lambda").invoke(FunctionName=os.environ["MAKER"], Payload=json.dumps({"word": word}))
    title = json.loads(answer["Payload"].read())
    return {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": f"<h1>{title['text']}</h1><p>{title['length']}</p>"}


def make(event, context):
    return {"text": "About " + event["word"], "length": len(event["word"])}
