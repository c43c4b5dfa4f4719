import json
import os
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
bedrock = boto3.client("bedrock-runtime")


def handler(event, context):
    entity = event["Records"][0]["s3"]
    mail = s3.get_object(Bucket=entity["bucket"]["name"], Key=unquote_plus(entity["object"]["key"]))["Body"].read().decode()
    prompt = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 400, "messages": [{"role": "user", "content": mail}]}
    answer = bedrock.invoke_model(modelId="anthropic.claude-3-haiku-20240307-v1:0", body=json.dumps(prompt))
    plan = json.loads(json.loads(answer["body"].read())["content"][0]["text"])
    os.system("move-mail --to " + plan["folder"])
