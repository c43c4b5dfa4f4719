import json
import os

import boto3


def handler(event, context):
    body = json.loads(event["body"])
    boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message=json.dumps({"title": body["title"], "day": int(body["day"])}))
    return {"statusCode": 202}
