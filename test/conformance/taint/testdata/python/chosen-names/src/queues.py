import json

import boto3

sqs = boto3.client("sqs")
s3 = boto3.client("s3")


def handler(event, context):
    body = json.loads(event["body"])
    url = body.get("reply_to")
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"ok": True}))
    return {"statusCode": 202}


def forward(event, context):
    for record in event["Records"]:
        s3.get_object_tagging(Bucket=record["s3"]["bucket"]["name"], Key=record["s3"]["object"]["key"])
