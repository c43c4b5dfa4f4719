"""GET /orders and GET /orders/{orderId}."""

import store
from shopkit.responses import handled, reply
from shopkit.tokens import claims_of


@handled
def handler(event, context):
    customer = claims_of(event)
    order_id = (event.get("pathParameters") or {}).get("orderId")
    if order_id is None:
        query = event.get("queryStringParameters") or {}
        found = store.list_orders(query.get("status"))
        if not customer.get("admin"):
            found = [order for order in found if order["customerId"] == customer["sub"]]
        return reply(200, {"orders": found})

    order = store.find(order_id)
    if order is None:
        return reply(404, {"error": f"no order {order_id}"})
    return reply(200, order)
