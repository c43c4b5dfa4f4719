"""Answers for the HTTP API."""

import functools
import json
import logging
from decimal import Decimal

logger = logging.getLogger()
logger.setLevel(logging.INFO)


class BadRequest(Exception):
    """What the caller sent cannot be used; the message is written for the caller."""


def reply(status, body):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json", "Cache-Control": "no-store"},
        "body": json.dumps(body, default=_plain),
    }


def handled(handler):
    """The caller gets an id to ask about; what went wrong stays in the log."""

    @functools.wraps(handler)
    def wrapper(event, context):
        try:
            return handler(event, context)
        except BadRequest as error:
            return reply(400, {"error": str(error)})
        except Exception:
            logger.exception("request failed")
            return reply(500, {"error": "internal error", "requestId": context.aws_request_id})

    return wrapper


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
