import json
import logging
import os
import traceback

import boto3

log = logging.getLogger()
table = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def work(body):
    table.put_item(Item={"id": str(body["id"])})


def handler(event, context):
    try:
        work(json.loads(event["body"]))
        return {"statusCode": 204}
    except Exception as error:
        return {"statusCode": 500, "body": json.dumps({"error": str(error)})}


def trace(event, context):
    try:
        work(json.loads(event["body"]))
    except Exception:
        return {"statusCode": 500, "body": traceback.format_exc()}
    return {"statusCode": 204}


class WrongInput(Exception):
    pass


def own_text(event, context):
    try:
        body = json.loads(event["body"])
        if "id" not in body:
            raise WrongInput("id is missing")
        work(body)
    except WrongInput as error:
        return {"statusCode": 400, "body": json.dumps({"error": str(error)})}
    return {"statusCode": 204}


def logged(event, context):
    try:
        work(json.loads(event["body"]))
    except Exception:
        log.exception("order not written")
        return {"statusCode": 500, "body": json.dumps({"error": "internal"})}
    return {"statusCode": 204}
