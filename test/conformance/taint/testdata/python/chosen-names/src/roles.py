import json

import boto3

sts = boto3.client("sts")
ROLES = {"eu": "arn:aws:iam::111122223333:role/reader-eu", "us": "arn:aws:iam::111122223333:role/reader-us"}


def handler(event, context):
    account = json.loads(event["body"])["account"]
    answer = sts.assume_role(RoleArn="arn:aws:iam::" + account + ":role/reader", RoleSessionName="import")
    return {"statusCode": 200, "body": answer["AssumedRoleUser"]["Arn"]}


def table(event, context):
    role = ROLES.get(json.loads(event["body"]).get("region"))
    if role is None:
        return {"statusCode": 400}
    answer = sts.assume_role(RoleArn=role, RoleSessionName="import")
    return {"statusCode": 200, "body": answer["AssumedRoleUser"]["Arn"]}
