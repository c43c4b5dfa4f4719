import os
from typing import Annotated

import psycopg
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Path


app = APIGatewayHttpResolver(enable_validation=True)


@app.get("/v2/users/<number>")
def user(number: int):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(f"SELECT name FROM users WHERE id = {number}").fetchone()
    return {"name": row}


@app.get("/v2/codes/<code>")
def code(code: Annotated[str, Path(max_length=40)]):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute(f"SELECT name FROM codes WHERE code = '{code}'").fetchone()
    return {"name": row}


def handler(event, context):
    return app.resolve(event, context)
