import os
import pathlib
import uuid

ROOT = "/mnt/documents"
PLAIN = {"content-type": "text/plain"}


def handler(event, context):
    name = event["pathParameters"]["name"]
    path = os.path.join(ROOT, name)
    with open(path) as file:
        return {"statusCode": 200, "headers": PLAIN, "body": file.read()}


def fixed(event, context):
    path = os.path.realpath(os.path.join(ROOT, event["pathParameters"]["name"]))
    if not path.startswith(ROOT + os.sep):
        return {"statusCode": 404}
    with open(path) as file:
        return {"statusCode": 200, "headers": PLAIN, "body": file.read()}


def prefix_only(event, context):
    path = os.path.join(ROOT, event["pathParameters"]["name"])
    if not path.startswith(ROOT):
        return {"statusCode": 404}
    with open(path) as file:
        return {"statusCode": 200, "headers": PLAIN, "body": file.read()}


def base_name(event, context):
    name = os.path.basename(event["pathParameters"]["name"])
    return {"statusCode": 200, "headers": PLAIN, "body": pathlib.Path(ROOT, name).read_text()}


def by_uuid(event, context):
    try:
        document = uuid.UUID(event["pathParameters"]["name"])
    except ValueError:
        return {"statusCode": 404}
    return {"statusCode": 200, "headers": PLAIN, "body": (pathlib.Path(ROOT) / f"{document}.txt").read_text()}
