import base64
import json
import os
import tempfile


def handler(event, context):
    path = "/tmp/upload.csv"
    if event.get("body"):
        with open(path, "wb") as file:
            file.write(base64.b64decode(event["body"]))
    with open(path) as file:
        return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(file.read())}


def removed(event, context):
    with tempfile.NamedTemporaryFile(mode="w+b", suffix=".csv") as file:
        file.write(base64.b64decode(event["body"]))
        file.flush()
        return {"statusCode": 200, "body": json.dumps(os.path.getsize(file.name))}
