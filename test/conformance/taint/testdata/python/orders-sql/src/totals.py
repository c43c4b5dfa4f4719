import datetime
import os

import psycopg2


def handler(event, context):
    day = datetime.date.today() - datetime.timedelta(days=1)
    rule = event["resources"][0]
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO totals SELECT '{day}', sum(total) FROM orders")
        cursor.execute(f"INSERT INTO runs (rule) VALUES ('{rule}')")
