"""What the Python functions of the shop are called with."""

import json
import os
import stat
import tempfile

import boto3
import jwt

TOKEN = jwt.encode({"sub": "c1", "email": "ada@lantern.example", "admin": True}, "any").decode()
HEADERS = {"authorization": "Bearer " + TOKEN}

# The layer with ImageMagick is not here: what stands for it copies the picture and says what it is.
MAGICK = """#!/bin/sh
if [ "$1" = identify ]; then echo "JPEG 640 480 2026:11:23"; else for last; do :; done; cp "$1" "$last"; fi
"""


def CreateOrder(call, module):
    order = {"items": [{"price": 3, "quantity": 2}], "shipTo": "Keel", "card": "none"}
    call({"headers": HEADERS, "body": json.dumps(order)})


def GetOrder(call, module):
    call({"headers": HEADERS, "pathParameters": {"orderId": "LS-1"}})
    call({"headers": HEADERS, "queryStringParameters": {"status": "new"}})
    call({"headers": HEADERS})


def Login(call, module):
    customer = {"email": "ada@lantern.example", "customerId": "c1", "passwordHash": module.hash_password("x")}
    module.customers.put_item(Item=customer)
    call({"body": '{"email": "ada@lantern.example", "password": "x"}'})


def ImageProcessor(call, module):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "magick")
        with open(program, "w") as file:
            file.write(MAGICK)
        os.chmod(program, stat.S_IRWXU)
        module.picture.MAGICK = program
        # The function writes below a fixed directory, at the place that the key names.
        key = os.path.relpath(folder, tempfile.gettempdir()) + "/lamp.jpg"
        s3 = boto3.client("s3")
        bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if not b["Name"].startswith("lantern-"))
        s3.put_object(Bucket=bucket, Key=key, Body=b"a picture")
        call({"Records": [{"s3": {"bucket": {"name": bucket}, "object": {"key": key}}}]})


def AdminReport(call, module):
    boto3.client("s3").create_bucket(
        Bucket=os.environ["PARTNER_BUCKET"], CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"]).put_item(
        Item={"orderId": "LS-2", "customerId": "c1", "status": "new", "total": 6, "items": [], "createdAt": 1}
    )
    get = {"requestContext": {"http": {"method": "GET"}}}
    call(get)
    call(get | {"queryStringParameters": {"status": "new"}})
    call(get | {"queryStringParameters": {"share": "august.html"}})
