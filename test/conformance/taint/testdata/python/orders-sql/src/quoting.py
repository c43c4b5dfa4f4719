import json
import os

import psycopg2
from psycopg2 import sql

connection = psycopg2.connect(os.environ["DATABASE_URL"])


def handler(event, context):
    body = json.loads(event["body"])
    note = body["note"].replace("'", "")
    quantity = body["quantity"]
    cursor = connection.cursor()
    statement = "UPDATE orders SET note = '{}' WHERE quantity > {}".format(note, quantity)
    cursor.execute(statement)
    connection.commit()
    return {"statusCode": 204}


def composed(event, context):
    body = json.loads(event["body"])
    query = sql.SQL("SELECT {} FROM orders WHERE id = %s").format(sql.Identifier(body["column"]))
    cursor = connection.cursor()
    cursor.execute(query, (body["id"],))
    return {"statusCode": 200, "body": json.dumps(cursor.fetchone())}
