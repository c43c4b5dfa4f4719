from decimal import Decimal

from greenhouse import readings


def handler(event, context):
    for value in event["values"]:
        readings.save(event["sensor"], value["at"], Decimal(str(value["celsius"])))
