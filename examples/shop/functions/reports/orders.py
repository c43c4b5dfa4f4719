"""The orders a report is made of."""

import os

import boto3

dynamodb = boto3.client("dynamodb")
resource = boto3.resource("dynamodb")


def fetch(status, rows=[]):
    if status:
        statement = f"SELECT orderId FROM \"{os.environ['ORDERS_TABLE']}\" WHERE status = '{status}'"
        found = dynamodb.execute_statement(Statement=statement)["Items"]
        table = resource.Table(os.environ["ORDERS_TABLE"])
        for item in found:
            rows.append(table.get_item(Key={"orderId": item["orderId"]["S"]})["Item"])
    else:
        rows.extend(resource.Table(os.environ["ORDERS_TABLE"]).scan()["Items"])
    return rows
