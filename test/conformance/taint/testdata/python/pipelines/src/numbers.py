import json
import os

import boto3
import psycopg


def ask(event, context):
    wanted = {"id": int(json.loads(event["body"])["id"])}
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(wanted))
    return {"statusCode": 202}


def work(event, context):
    for record in event["Records"]:
        wanted = json.loads(record["body"])
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            connection.execute(f"UPDATE counters SET n = n + 1 WHERE id = {wanted['id']}")
