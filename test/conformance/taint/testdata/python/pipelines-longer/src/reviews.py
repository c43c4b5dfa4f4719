import json
import os
import uuid

import boto3
import psycopg


def take(event, context):
    body = json.loads(event["body"])
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    with table.batch_writer() as batch:
        batch.put_item(Item={"id": str(uuid.uuid4()), "text": body["text"], "stars": int(body["stars"])})
    return {"statusCode": 201}


def digest(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        for item in table.scan(Limit=100)["Items"]:
            connection.execute(f"INSERT INTO stars VALUES ('{item['id']}', {item['stars']})")
            connection.execute(f"INSERT INTO texts VALUES ('{item['text']}')")
