import base64
import json
import os

import boto3


def track(event, context):
    page = event["queryStringParameters"]["page"]
    boto3.client("kinesis").put_record(StreamName=os.environ["STREAM"], Data=json.dumps({"page": page}), PartitionKey="all")
    return {"statusCode": 204}


def handler(event, context):
    for record in event["Records"]:
        click = json.loads(base64.b64decode(record["kinesis"]["data"]))
        with open(os.path.join("/mnt/clicks", click["page"]), "a") as file:
            file.write("1\n")
