"""What the Python function of orders-cdk is called with."""

import os

import boto3


def NightlyC44EE0A7(call, module):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    for i in range(2):
        table.put_item(Item={"id": str(i), "total": i})
    call({})
