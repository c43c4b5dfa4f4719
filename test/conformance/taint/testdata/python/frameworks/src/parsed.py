import os
from typing import Literal

import psycopg
from aws_lambda_powertools.utilities.parser import BaseModel, envelopes, event_parser


class Order(BaseModel):
    number: int
    state: Literal["new", "paid"]
    comment: str


@event_parser(model=Order, envelope=envelopes.SqsEnvelope)
def handler(event: list[Order], context):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        for order in event:
            connection.execute(f"INSERT INTO orders VALUES ({order.number}, '{order.state}')")
            connection.execute(f"UPDATE orders SET comment = '{order.comment}' WHERE id = {order.number}")
