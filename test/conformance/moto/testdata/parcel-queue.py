"""What the functions of parcel-queue are called with."""

import os

import boto3


def AcceptParcel(call, module):
    call({"body": '{"parcels": [{"id": "p1", "name": "Ada"}]}'})


def PrintLabel(call, module):
    call({"Records": [{"body": '{"id": "p1", "name": "Ada"}'}]})


def Requeue(call, module):
    boto3.client("sqs").send_message(QueueUrl=os.environ["FROM"], MessageBody="again")
    if call({}) != {"moved": 1}:
        raise SystemExit("the message was not moved")
