import os

import psycopg


def handler(event, context):
    given = {p["name"]: p["value"] for p in event["parameters"]}
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT name FROM customers WHERE id = %s", (given["id"],))
    return {"messageVersion": "1.0", "response": {"actionGroup": event["actionGroup"], "functionResponse": {"responseBody": {}}}}
