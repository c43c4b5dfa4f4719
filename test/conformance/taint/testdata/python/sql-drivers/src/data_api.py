import json
import os

import boto3

data = boto3.client("rds-data")


def handler(event, context):
    payload = json.loads(event["body"])
    match payload:
        case {"city": city}:
            sql = "SELECT id FROM stores WHERE city = '%(city)s'" % {"city": city}
        case _:
            return {"statusCode": 400}
    result = data.execute_statement(resourceArn=os.environ["CLUSTER"], secretArn=os.environ["SECRET"], sql=sql)
    return {"statusCode": 200, "body": json.dumps(result["records"])}


def fixed(event, context):
    city = json.loads(event["body"])["city"]
    result = data.execute_statement(
        resourceArn=os.environ["CLUSTER"],
        secretArn=os.environ["SECRET"],
        sql="SELECT id FROM stores WHERE city = :city",
        parameters=[{"name": "city", "value": {"stringValue": city}}],
    )
    return {"statusCode": 200, "body": json.dumps(result["records"])}
