import json
import os

import jsonschema
import psycopg

STRICT = {
    "type": "object",
    "required": ["code", "kind"],
    "properties": {"code": {"type": "string", "pattern": "^[A-Z0-9]{3,12}$"}, "kind": {"enum": ["part", "set"]}},
}
OPEN = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string", "pattern": "[A-Z0-9]{3,12}"}},
}


def ask(table, code):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute("SELECT id FROM " + table + " WHERE code = '" + code + "'").fetchall()


def handler(event, context):
    body = json.loads(event["body"])
    try:
        jsonschema.validate(body, STRICT)
    except jsonschema.ValidationError:
        return {"statusCode": 400}
    return {"statusCode": 200, "body": json.dumps(ask(body["kind"], body["code"]))}


def unanchored(event, context):
    body = json.loads(event["body"])
    jsonschema.validate(body, OPEN)
    return {"statusCode": 200, "body": json.dumps(ask("part", body["code"]))}
