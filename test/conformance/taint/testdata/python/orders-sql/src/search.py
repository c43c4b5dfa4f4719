import json
import os

import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"])


def handler(event, context):
    params = event.get("queryStringParameters") or {}
    customer = params.get("customer", "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, total FROM orders WHERE customer = '{customer}'")
        rows = cursor.fetchall()
    return {"statusCode": 200, "body": json.dumps(rows)}


def fixed(event, context):
    params = event.get("queryStringParameters") or {}
    customer = params.get("customer", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, total FROM orders WHERE customer = %s", (customer,))
        rows = cursor.fetchall()
    return {"statusCode": 200, "body": json.dumps(rows)}
