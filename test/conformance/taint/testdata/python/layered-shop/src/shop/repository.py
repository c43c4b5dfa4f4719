import os

import pymysql


def connect():
    return pymysql.connect(host=os.environ["DB_HOST"], user=os.environ["DB_USER"], database="shop")


def run(statement, arguments=None):
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return cursor.fetchall()


class Products:
    table = "products"

    def find(self, text, page):
        offset = int(page or 0) * 20
        connection = connect()
        cursor = connection.cursor()
        cursor.execute("SELECT * FROM " + self.table + " WHERE name LIKE '%" + text + "%' LIMIT 20 OFFSET " + str(offset))
        return cursor.fetchall()

    def find_safely(self, text):
        pattern = "%" + text + "%"
        return run(f"SELECT * FROM {self.table} WHERE name LIKE %s", [pattern])


class Reviews:
    def __init__(self, prefix):
        self.table = prefix + "_reviews"

    def add(self, text, stars):
        statement = f"INSERT INTO {self.table} (text, stars) VALUES ('{text}', {stars})"
        with connect() as connection:
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def export(self, since):
        cursor = connect().cursor()
        cursor.execute("SELECT * FROM " + self.table + " WHERE created > '" + since + "'")
        for row in cursor:
            yield row
