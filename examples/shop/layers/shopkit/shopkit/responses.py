"""Answers for the HTTP API."""

import functools
import json
import traceback
from decimal import Decimal


def reply(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body, default=_plain),
    }


def handled(handler):
    """Turn anything the handler raises into an answer the front end can show."""

    @functools.wraps(handler)
    def wrapper(event, context):
        try:
            return handler(event, context)
        except Exception as error:
            return reply(500, {"error": str(error), "detail": traceback.format_exc()})

    return wrapper


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
