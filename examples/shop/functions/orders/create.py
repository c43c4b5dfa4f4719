"""POST /orders: take an order and hand it to fulfilment."""

import json
import random
import time
from decimal import Decimal

import store
from shopkit.responses import handled, reply
from shopkit.tokens import claims_of


@handled
def handler(event, context):
    print("create order", json.dumps(event))
    customer = claims_of(event)
    body = json.loads(event["body"], parse_float=Decimal)

    order = {
        "orderId": "LS-%08d" % random.randint(0, 99999999),
        "customerId": customer["sub"],
        "email": customer["email"],
        "createdAt": int(time.time()),
        "status": "new",
        "items": body["items"],
        "total": sum(item["price"] * item["quantity"] for item in body["items"]),
        "shipTo": body["shipTo"],
        "note": body.get("note", ""),
        "card": body["card"],
    }
    store.save(order)
    store.enqueue(order)
    return reply(201, {"orderId": order["orderId"], "total": order["total"]})
