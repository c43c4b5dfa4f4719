import json
import os
import re

import boto3

athena = boto3.client("athena")


def handler(event, context):
    year = json.loads(event["body"]).get("year", "2026")
    if not re.match(r"\d{4}", year):
        return {"statusCode": 400, "body": "year"}
    query = f"SELECT region, sum(total) FROM sales WHERE year = '{year}' GROUP BY region"
    run = athena.start_query_execution(QueryString=query, WorkGroup=os.environ["WORKGROUP"])
    return {"statusCode": 202, "body": run["QueryExecutionId"]}


def fixed(event, context):
    year = json.loads(event["body"]).get("year", "2026")
    if not re.fullmatch(r"\d{4}", year):
        return {"statusCode": 400, "body": "year"}
    query = f"SELECT region, sum(total) FROM sales WHERE year = '{year}' GROUP BY region"
    run = athena.start_query_execution(QueryString=query, WorkGroup=os.environ["WORKGROUP"])
    return {"statusCode": 202, "body": run["QueryExecutionId"]}
