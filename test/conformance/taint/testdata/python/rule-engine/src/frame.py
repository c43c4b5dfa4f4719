import json

import pandas


def handler(event, context):
    frame = pandas.read_parquet("/mnt/data/sales.parquet")
    wanted = json.loads(event["body"])["where"]
    return {"statusCode": 200, "body": frame.query(wanted).to_json()}


def bound(event, context):
    frame = pandas.read_parquet("/mnt/data/sales.parquet")
    region = json.loads(event["body"])["region"]
    return {"statusCode": 200, "body": frame.query("region == @region").to_json()}
