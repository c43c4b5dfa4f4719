import json
import os

import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"])


def handler(event, context):
    order = event["pathParameters"]["id"]
    if not order.isdigit():
        print("not a number")
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM orders WHERE id = " + order)
    return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}


def by_number(event, context):
    order = event["pathParameters"]["id"]
    if not order.isdigit():
        return {"statusCode": 400, "body": "not a number"}
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM orders WHERE id = " + order)
    return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}
