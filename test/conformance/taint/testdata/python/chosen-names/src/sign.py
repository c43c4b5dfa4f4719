import json
import os
import uuid

import boto3

s3 = boto3.client("s3")
BUCKET = os.environ["BUCKET"]


def handler(event, context):
    key = json.loads(event["body"])["key"]
    url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=300)
    return {"statusCode": 200, "body": json.dumps({"url": url})}


def upload(event, context):
    key = f"uploads/{uuid.uuid4()}"
    url = s3.generate_presigned_post(BUCKET, key, ExpiresIn=300)
    return {"statusCode": 200, "body": json.dumps(url)}


def for_me(event, context):
    me = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    name = json.loads(event["body"])["name"]
    url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": f"{me}/{name}"}, ExpiresIn=300)
    return {"statusCode": 200, "body": json.dumps({"url": url})}


def checked(event, context):
    me = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    key = json.loads(event["body"])["key"]
    if not key.startswith(me + "/"):
        return {"statusCode": 403}
    url = s3.generate_presigned_url("put_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=300)
    return {"statusCode": 200, "body": json.dumps({"url": url})}


def for_header(event, context):
    me = event["headers"]["x-user-id"]
    url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": me + "/report.pdf"}, ExpiresIn=300)
    return {"statusCode": 200, "body": json.dumps({"url": url})}
