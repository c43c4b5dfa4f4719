import os

import psycopg


def handler(event, context):
    token = event["authorizationToken"]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(f"SELECT user_id FROM tokens WHERE token = '{token}'").fetchone()
    effect = "Allow" if row else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {"principalId": str(row[0]) if row else "nobody", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


def guarded(event, context):
    user = event["requestContext"]["authorizer"]["principalId"]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute(f"UPDATE users SET seen = now() WHERE id = '{user}'")
    return {"statusCode": 204}
