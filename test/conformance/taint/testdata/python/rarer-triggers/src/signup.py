import os

import psycopg


def handler(event, context):
    attributes = event["request"]["userAttributes"]
    nickname = attributes["nickname"]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT 1 FROM banned WHERE nickname = '%s'" % nickname)
    return event


def confirmed(event, context):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO users VALUES (%s, %s)", (event["userName"], event["request"]["userAttributes"]["email"]))
        connection.execute(f"INSERT INTO pools VALUES ('{event['userPoolId']}')")
    return event
