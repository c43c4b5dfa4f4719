import json
import os

import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"])


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    cursor = connection.cursor()
    if False:
        cursor.execute("SELECT * FROM customers WHERE name = '" + name + "'")
    cursor.execute("SELECT count(*) FROM customers")
    return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}


def old_handler(event, context):
    cursor = connection.cursor()
    cursor.execute("DELETE FROM customers WHERE name = '" + event["queryStringParameters"]["name"] + "'")


def overwritten(event, context):
    name = event["queryStringParameters"]["name"]
    length = len(name)
    name = "all"
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM reports WHERE name = '" + name + "' AND width > " + str(length))
    return {"statusCode": 200, "body": json.dumps(cursor.fetchall())}
