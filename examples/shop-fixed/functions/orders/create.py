"""POST /orders: take an order and hand it to fulfilment."""

import json
import os
import time
import uuid

import boto3

import request
import store
from shopkit.caller import customer_id
from shopkit.responses import handled, logger, reply

sqs = boto3.client("sqs")


@handled
def handler(event, context):
    order = {
        **request.parsed(event),
        "customerId": customer_id(event),
        "orderId": str(uuid.uuid4()),
        "createdAt": int(time.time()),
        "status": "new",
    }
    store.save(order)
    # The queue carries the key alone: the worker reads the order where it is kept.
    sqs.send_message(
        QueueUrl=os.environ["ORDER_QUEUE_URL"],
        MessageBody=json.dumps({"customerId": order["customerId"], "orderId": order["orderId"]}),
    )
    logger.info("order taken", extra={"orderId": order["orderId"]})
    return reply(202, {"orderId": order["orderId"]})
