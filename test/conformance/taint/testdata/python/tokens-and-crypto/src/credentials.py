import json
import os

import boto3
import pymysql


PASSWORD = "Vq7-mallard-42-Ridge"


def handler(event, context):
    with pymysql.connect(host=os.environ["DB_HOST"], user="reports", password=PASSWORD) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}


def secret(event, context):
    value = boto3.client("secretsmanager").get_secret_value(SecretId="reports/db")["SecretString"]
    settings = json.loads(value)
    with pymysql.connect(host=os.environ["DB_HOST"], user=settings["username"], password=settings["password"]) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}
