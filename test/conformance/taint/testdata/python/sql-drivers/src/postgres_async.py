import asyncio
import json
import os

import asyncpg


async def fetch(conditions):
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    where = " OR ".join(conditions)
    return await connection.fetch("SELECT id FROM parts WHERE " + where)


async def collect(fields):
    conditions = []
    for name in fields:
        conditions.append(f"code = '{name}'")
    return await fetch(conditions)


def handler(event, context):
    codes = event["queryStringParameters"]["code"].split(",")
    rows = asyncio.run(collect(codes))
    return {"statusCode": 200, "body": json.dumps([r["id"] for r in rows])}
