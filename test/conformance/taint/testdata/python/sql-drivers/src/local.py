import os
import sqlite3
import urllib.parse


def handler(event, context):
    database = sqlite3.connect(os.path.join("/mnt/index", "files.db"))
    for record in event["Records"]:
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        size = record["s3"]["object"]["size"]
        database.executescript(f"INSERT INTO files VALUES ('{key}', {size});")
        database.execute("INSERT INTO seen VALUES (?)", (key,))
    database.commit()
