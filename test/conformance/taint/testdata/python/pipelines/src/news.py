import json
import os

import pymysql


def handler(event, context):
    connection = pymysql.connect(host=os.environ["DB_HOST"], database="news")
    for record in event["Records"]:
        news = json.loads(record["Sns"]["Message"])
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM news WHERE day = {news['day']}")
            cursor.execute(f"INSERT INTO news (title) VALUES ('{news['title']}')")
    connection.commit()
