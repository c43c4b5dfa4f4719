import json
import os

import boto3
import psycopg


def open_account(event, context):
    body = json.loads(event["body"])
    boto3.client("dynamodb").put_item(TableName=os.environ["TABLE"], Item={"id": {"S": body["id"]}, "plan": {"S": "free"}, "city": {"S": body["city"]}})
    return {"statusCode": 201}


def handler(event, context):
    for record in event["Records"]:
        if record["eventName"] != "INSERT":
            continue
        image = record["dynamodb"]["NewImage"]
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            connection.execute(f"INSERT INTO plans VALUES ('{image['plan']['S']}')")
            connection.execute(f"INSERT INTO cities VALUES ('{image['city']['S']}')")
