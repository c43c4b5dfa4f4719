import json
import os

import boto3

dynamodb = boto3.client("dynamodb")


def handler(event, context):
    owner = json.loads(event["body"])["owner"]
    statement = "SELECT * FROM \"%s\" WHERE owner = '%s'" % (os.environ["TABLE"], owner)
    found = dynamodb.execute_statement(Statement=statement, Limit=20)
    return {"statusCode": 200, "body": json.dumps(found["Items"])}


def bound(event, context):
    owner = json.loads(event["body"])["owner"]
    statement = f'SELECT * FROM "{os.environ["TABLE"]}" WHERE owner = ?'
    found = dynamodb.execute_statement(Statement=statement, Parameters=[{"S": owner}], Limit=20)
    return {"statusCode": 200, "body": json.dumps(found["Items"])}
