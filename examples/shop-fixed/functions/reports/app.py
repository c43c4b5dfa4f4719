"""Sales reports for the back office.

GET /admin/reports?status=packing&filter=large&title=August
"""

import os
import uuid

import boto3

import orders
import render
from shopkit import fields
from shopkit.responses import BadRequest, handled

s3 = boto3.client("s3")

STATUSES = {"new", "packing", "price changed", "accepted", "in transit", "delivered", "returned"}
FILTERS = {
    "all": lambda row: True,
    "large": lambda row: float(row["expectedTotal"]) >= 100,
    "abroad": lambda row: row["shipTo"]["country"] != "DE",
}


@handled
def handler(event, context):
    query = event.get("queryStringParameters") or {}
    status = one_of(query.get("status", "delivered"), "status", STATUSES)
    name = one_of(query.get("filter", "all"), "filter", FILTERS)
    title = fields.text(query.get("title", "Sales"), "title", 80)

    rows = [row for row in orders.with_status(status) if FILTERS[name](row)]
    page = render.sales(title, rows)
    s3.put_object(
        Bucket=os.environ["REPORT_BUCKET"],
        Key=f"reports/{uuid.uuid4()}.html",
        Body=page.encode(),
        ContentType="text/html; charset=utf-8",
    )
    return {
        "statusCode": 200,
        "headers": {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
        "body": page,
    }


def one_of(value, name, allowed):
    if value not in allowed:
        raise BadRequest(f"{name} must be one of: {', '.join(sorted(allowed))}")
    return value
