import os

import psycopg


def handler(event, context):
    firmware = event["firmware"]
    os.system("check-firmware " + firmware)


def number(event, context):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO heat VALUES (%f)" % event["temperature"])
