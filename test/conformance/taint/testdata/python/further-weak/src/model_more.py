import json
import os

import boto3
from openai import OpenAI


PROGRAM = "You control a robot. Answer with Python."


def complete(text):
    answer = OpenAI(timeout=20).chat.completions.create(model="gpt-4o-mini", messages=[{"role": "system", "content": PROGRAM}, {"role": "user", "content": text}])
    return answer.choices[0].message.content


def plan(event, context):
    wish = json.loads(event["body"])["wish"]
    exec(complete(wish), {"os": os})
    return {"statusCode": 204}


def path(event, context):
    wish = json.loads(event["body"])["wish"]
    name = json.loads(complete(f"Name the file for: {wish}"))["file"]
    with open("/mnt/manuals/" + name) as file:
        return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": file.read()}


def number(event, context):
    wish = json.loads(event["body"])["wish"]
    page = int(complete(f"Which page has: {wish}? Answer with a number."))
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=str(page))
    with open(f"/mnt/manuals/{page}.txt") as file:
        return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": file.read()}
