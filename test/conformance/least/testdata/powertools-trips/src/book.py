import os

import boto3
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent

persistence = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])
table = boto3.resource("dynamodb").Table(os.environ["TRIPS_TABLE"])


@idempotent(persistence_store=persistence)
def handler(event, context):
    table.update_item(
        Key={"id": event["trip"]},
        UpdateExpression="ADD seats :one",
        ExpressionAttributeValues={":one": 1},
    )
    return {"booked": event["trip"]}
