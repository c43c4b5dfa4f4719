import json
import os

import boto3
import psycopg


def ask(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=event["body"])
    return {"statusCode": 202}


def forward(event, context):
    for record in event["Records"]:
        city = json.loads(record["body"])["city"]
        boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message=city)


def end(event, context):
    for record in event["Records"]:
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            connection.execute("INSERT INTO cities VALUES ('" + record["Sns"]["Message"] + "')")
