import functools
import json
import os

import boto3


current = {}


def handler(event, context):
    query = event.get("queryStringParameters") or {}
    if "user" in query:
        current["user"] = query["user"]
    return {"statusCode": 200, "body": json.dumps(current)}


def collect(item, seen=[]):
    seen.append(item)
    return seen


def default_list(event, context):
    return {"statusCode": 200, "body": json.dumps(collect(event["queryStringParameters"]["item"]))}


@functools.lru_cache(maxsize=100)
def lookup(name):
    return boto3.resource("dynamodb").Table("countries").get_item(Key={"name": name}).get("Item", {})


def cache(event, context):
    return {"statusCode": 200, "body": json.dumps(lookup(event["queryStringParameters"]["country"]), default=str)}


_client = None


def client(event, context):
    global _client
    if _client is None:
        _client = boto3.client("s3", region_name=os.environ["AWS_REGION"])
    return {"statusCode": 200, "body": json.dumps(_client.meta.region_name)}
