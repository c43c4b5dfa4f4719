"""What an order may look like when it comes in. It names no prices: those are the shop's."""

import base64
import json

from shopkit import fields
from shopkit.responses import BadRequest

LARGEST = 16 * 1024


def parsed(event):
    body = event.get("body") or ""
    if len(body) > LARGEST:
        raise BadRequest("the order is too large")
    try:
        if event.get("isBase64Encoded"):
            body = base64.b64decode(body)
        order = json.loads(body)
    except ValueError:
        raise BadRequest("the body is not JSON") from None
    if not isinstance(order, dict):
        raise BadRequest("the body is not an order")
    return {
        "items": items(order.get("items")),
        "shipTo": address(order.get("shipTo")),
        "note": fields.text(order.get("note"), "note", 500, optional=True),
        # The payment provider's form in the browser has exchanged the card for this.
        "paymentToken": fields.matching(order.get("paymentToken"), "paymentToken", r"tok_[A-Za-z0-9]{16,64}"),
        # What the customer saw; the worker charges nothing else.
        "expectedTotal": fields.matching(order.get("expectedTotal"), "expectedTotal", r"\d{1,6}\.\d{2}"),
    }


def items(value):
    if not isinstance(value, list) or not 1 <= len(value) <= 50:
        raise BadRequest("items must be a list of 1 to 50 items")
    checked = [item(each) for each in value]
    if len({each["sku"] for each in checked}) < len(checked):
        raise BadRequest("items must name each sku once")
    return checked


def item(value):
    if not isinstance(value, dict):
        raise BadRequest("an item must have a sku and a quantity")
    return {
        "sku": fields.matching(value.get("sku"), "sku", r"[A-Z]{3}-\d{3,6}"),
        "quantity": fields.whole(value.get("quantity"), "quantity", 1, 100),
    }


def address(value):
    if not isinstance(value, dict):
        raise BadRequest("shipTo must be an address")
    return {
        "name": fields.text(value.get("name"), "name", 100),
        "street": fields.text(value.get("street"), "street", 100),
        "postcode": fields.text(value.get("postcode"), "postcode", 16),
        "city": fields.text(value.get("city"), "city", 100),
        "country": fields.matching(value.get("country"), "country", r"[A-Z]{2}"),
    }
