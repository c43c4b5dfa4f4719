import json
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    where = json.loads(event["body"])
    bucket, key = where["bucket"], where["key"]
    head = s3.head_object(Bucket=bucket, Key=key)
    return {"statusCode": 200, "body": json.dumps(head["ContentLength"])}


def own(event, context):
    key = json.loads(event["body"])["key"]
    head = s3.head_object(Bucket=os.environ["BUCKET"], Key="public/" + key)
    return {"statusCode": 200, "body": json.dumps(head["ContentLength"])}
