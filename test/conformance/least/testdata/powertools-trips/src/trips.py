import json
import os

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters

app = APIGatewayRestResolver()
logger = Logger()
metrics = Metrics()
tracer = Tracer()
table = boto3.resource("dynamodb").Table(os.environ["TRIPS_TABLE"])


@app.get("/trips/<trip>")
def one(trip: str):
    return table.get_item(Key={"id": trip})["Item"]


@app.post("/trips")
def add():
    limits = json.loads(parameters.get_parameter(os.environ["LIMITS_PARAMETER"]))
    trip = app.current_event.json_body
    if len(trip["users"]) > limits["perUser"]:
        return {"error": "too many"}, 422
    table.put_item(Item=trip)
    metrics.add_metric(name="TripAdded", unit=MetricUnit.Count, value=1)
    return {"id": trip["id"]}, 201


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def lambda_handler(event, context):
    return app.resolve(event, context)
