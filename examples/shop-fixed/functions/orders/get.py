"""GET /orders and GET /orders/{orderId}: a customer's own orders."""

import store
from shopkit import fields
from shopkit.caller import customer_id
from shopkit.responses import handled, reply

SHOWN = ("orderId", "createdAt", "status", "items", "shipTo", "note", "expectedTotal")


@handled
def handler(event, context):
    customer = customer_id(event)
    order_id = (event.get("pathParameters") or {}).get("orderId")
    if order_id is None:
        after = (event.get("queryStringParameters") or {}).get("after")
        if after is not None:
            fields.matching(after, "after", fields.UUID)
        found, following = store.page_of(customer, after)
        return reply(200, {"orders": [shown(order) for order in found], "after": following})

    order = store.find(customer, fields.matching(order_id, "orderId", fields.UUID))
    if order is None:
        return reply(404, {"error": "no such order"})
    return reply(200, shown(order))


def shown(order):
    return {name: order[name] for name in SHOWN if name in order}
