import json
import os

import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"])
COLUMNS = {"date": "created_at", "total": "total_cents"}


def page_size(event):
    return event["queryStringParameters"]["limit"]


def handler(event, context):
    query = "SELECT id FROM orders LIMIT " + page_size(event)
    cursor = connection.cursor()
    cursor.execute(query)
    return {"statusCode": 200, "body": json.dumps(cursor.fetchall())}


def by_column(event, context):
    column = event["queryStringParameters"]["sort"]
    column = column.replace("'", "''")
    cursor = connection.cursor()
    cursor.execute("SELECT id FROM orders ORDER BY %s" % column)
    return {"statusCode": 200, "body": json.dumps(cursor.fetchall())}


def by_allowed_column(event, context):
    wanted = event["queryStringParameters"]["sort"]
    direction = "DESC" if event["queryStringParameters"].get("desc") else "ASC"
    column = COLUMNS.get(wanted, "created_at")
    cursor = connection.cursor()
    cursor.execute(f"SELECT id FROM orders ORDER BY {column} {direction}")
    return {"statusCode": 200, "body": json.dumps(cursor.fetchall())}
