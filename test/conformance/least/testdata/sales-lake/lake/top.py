import os
import time

import boto3

athena = boto3.client("athena")
SQL = "SELECT product, sum(amount) AS sold FROM sold WHERE day = ? GROUP BY product ORDER BY sold DESC LIMIT 10"


def handler(event, context):
    query = athena.start_query_execution(
        QueryString=SQL,
        ExecutionParameters=[event["day"]],
        QueryExecutionContext={"Database": os.environ["DATABASE"]},
        WorkGroup=os.environ["WORKGROUP"],
    )["QueryExecutionId"]
    while True:
        state = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]["State"]
        if state not in ("QUEUED", "RUNNING"):
            break
        time.sleep(1)
    rows = athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]
    return [[c.get("VarCharValue") for c in row["Data"]] for row in rows[1:]]
