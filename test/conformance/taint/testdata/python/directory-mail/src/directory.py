import json
import os

import ldap3
from ldap3.utils.conv import escape_filter_chars

server = ldap3.Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=3)
BASE = "ou=people,dc=example,dc=com"


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    connection = ldap3.Connection(server, auto_bind=True)
    connection.search(BASE, f"(&(objectClass=person)(cn={name}))", attributes=["cn"])
    return {"statusCode": 200, "body": json.dumps(len(connection.entries))}


def escaped(event, context):
    name = escape_filter_chars(event["queryStringParameters"]["name"])
    connection = ldap3.Connection(server, auto_bind=True)
    connection.search(BASE, f"(&(objectClass=person)(cn={name}))", attributes=["cn"])
    return {"statusCode": 200, "body": json.dumps(len(connection.entries))}


def bind(event, context):
    body = json.loads(event["body"])
    name = escape_filter_chars(body["user"])
    connection = ldap3.Connection(server, f"uid={name},{BASE}", body["password"])
    return {"statusCode": 200 if connection.bind() else 401}
