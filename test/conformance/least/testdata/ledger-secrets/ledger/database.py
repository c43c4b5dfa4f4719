import functools
import json
import os

import boto3
import psycopg2


@functools.cache
def connection():
    secrets = boto3.client("secretsmanager")
    text = secrets.get_secret_value(SecretId=os.environ["SECRET_ARN"])["SecretString"]
    login = json.loads(text)
    return psycopg2.connect(user=login["username"], password=login["password"], host="db.internal")
