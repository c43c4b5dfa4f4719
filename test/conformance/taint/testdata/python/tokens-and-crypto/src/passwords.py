import hashlib
import json
import os

import boto3

users = boto3.resource("dynamodb").Table("users")


def handler(event, context):
    body = json.loads(event["body"])
    digest = hashlib.md5(body["password"].encode()).hexdigest()
    users.put_item(Item={"name": body["name"], "password": digest})
    return {"statusCode": 201}


def slow(event, context):
    body = json.loads(event["body"])
    salt = os.urandom(16)
    digest = hashlib.scrypt(body["password"].encode(), salt=salt, n=2**14, r=8, p=1)
    users.put_item(Item={"name": body["name"], "password": salt + digest})
    return {"statusCode": 201}


def cache_key(event, context):
    body = json.dumps({"rows": list(range(10))})
    tag = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
    return {"statusCode": 200, "headers": {"etag": tag}, "body": body}
