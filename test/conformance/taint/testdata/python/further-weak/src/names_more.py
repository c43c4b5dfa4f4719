import json
import os

import boto3

MACHINES = {"import": os.environ.get("IMPORT_MACHINE"), "export": os.environ.get("EXPORT_MACHINE")}


def tables(event, context):
    body = json.loads(event["body"])
    target = boto3.resource("s3").Bucket(body["bucket"])
    target.put_object(Key="note.txt", Body=b"hello")
    return {"statusCode": 201}


def topic(event, context):
    region, name = json.loads(event["body"])["topic"].split("/")
    boto3.client("lambda", region_name="eu-west-1").invoke(FunctionName=f"arn:aws:lambda:{region}:111122223333:function:{name}", Payload=b"{}")
    return {"statusCode": 202}


def machine(event, context):
    body = json.loads(event["body"])
    arn = MACHINES.get(body["job"])
    if not arn:
        return {"statusCode": 404}
    boto3.client("stepfunctions").start_execution(stateMachineArn=arn, input=json.dumps({"day": body["day"]}))
    return {"statusCode": 202}
