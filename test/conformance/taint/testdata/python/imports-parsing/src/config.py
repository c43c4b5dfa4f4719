import json

import yaml


def handler(event, context):
    settings = yaml.load(event["body"], Loader=yaml.UnsafeLoader)
    return {"statusCode": 200, "body": json.dumps({"keys": len(settings)})}


def safe(event, context):
    settings = yaml.safe_load(event["body"])
    return {"statusCode": 200, "body": json.dumps({"keys": len(settings)})}


def loader(event, context):
    settings = yaml.load(event["body"], Loader=yaml.CSafeLoader)
    return {"statusCode": 200, "body": json.dumps({"keys": len(settings)})}
