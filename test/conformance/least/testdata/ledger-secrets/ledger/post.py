from database import connection


def handler(event, context):
    with connection() as db, db.cursor() as cursor:
        cursor.execute("INSERT INTO entry (amount, text) VALUES (%s, %s)", (event["amount"], event["text"]))
