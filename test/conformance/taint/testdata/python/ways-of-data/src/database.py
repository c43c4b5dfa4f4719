import os

import psycopg


def run(statement, *values):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute(statement, values or None)
