import os

import psycopg
from aws_lambda_powertools.utilities.validation import envelopes, validator


SCHEMA = {
    "type": "object",
    "required": ["id", "note"],
    "additionalProperties": False,
    "properties": {"id": {"type": "integer"}, "note": {"type": "string"}},
}


@validator(inbound_schema=SCHEMA, envelope=envelopes.API_GATEWAY_HTTP)
def handler(event, context):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute(f"DELETE FROM notes WHERE id = {event['id']}")
        connection.execute(f"INSERT INTO notes VALUES ('{event['note']}')")
    return {"statusCode": 204}
