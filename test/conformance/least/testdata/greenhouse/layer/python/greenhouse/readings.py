import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["READINGS"])


def save(sensor, at, value):
    table.put_item(Item={"sensor": sensor, "at": at, "value": value})


def latest(sensor):
    found = table.query(KeyConditionExpression=Key("sensor").eq(sensor), ScanIndexForward=False, Limit=1)
    return next(iter(found["Items"]), None)


def forget(sensor, at):
    table.delete_item(Key={"sensor": sensor, "at": at})
