import json
import os
from enum import Enum
from uuid import UUID

import psycopg
from pydantic import BaseModel, Field


class Status(str, Enum):
    open = "open"
    closed = "closed"


class Filter(BaseModel):
    tenant: UUID
    status: Status
    limit: int = Field(le=100)


class LooseFilter(BaseModel):
    tenant: UUID
    comment: str = Field(max_length=200)


def handler(event, context):
    wanted = Filter.model_validate_json(event["body"])
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(f"SELECT id FROM tickets WHERE tenant = '{wanted.tenant}' AND status = '{wanted.status.value}' LIMIT {wanted.limit}").fetchall()
    return {"statusCode": 200, "body": json.dumps(rows)}


def loose(event, context):
    wanted = LooseFilter.model_validate_json(event["body"])
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(f"SELECT id FROM tickets WHERE comment LIKE '%{wanted.comment}%'").fetchall()
    return {"statusCode": 200, "body": json.dumps(rows)}
