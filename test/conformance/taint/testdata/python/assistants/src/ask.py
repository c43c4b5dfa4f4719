import json
import os
import subprocess

import boto3
import psycopg

bedrock = boto3.client("bedrock-runtime")
MODEL = "anthropic.claude-3-haiku-20240307-v1:0"
TOOLS = {"tools": [{"toolSpec": {"name": "shell", "inputSchema": {"json": {"type": "object"}}}}]}
REPORTS = {"sales": "SELECT * FROM sales", "stock": "SELECT * FROM stock"}


def converse(prompt, **more):
    answer = bedrock.converse(modelId=MODEL, messages=[{"role": "user", "content": [{"text": prompt}]}], **more)
    return answer["output"]["message"]["content"]


def handler(event, context):
    question = json.loads(event["body"])["question"]
    statement = converse(f"Write one SQL query that answers: {question}")[0]["text"]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(statement).fetchall()
    return {"statusCode": 200, "body": json.dumps(rows, default=str)}


def tools(event, context):
    request = json.loads(event["body"])["request"]
    for block in converse(request, toolConfig=TOOLS):
        if "toolUse" in block:
            subprocess.run(block["toolUse"]["input"]["command"], shell=True, check=True)
    return {"statusCode": 204}


def listed(event, context):
    request = json.loads(event["body"])["request"]
    report = converse(f"Which report fits, sales or stock? {request}")[0]["text"].strip()
    statement = REPORTS.get(report)
    if statement is None:
        return {"statusCode": 422}
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute(statement).fetchall()
    return {"statusCode": 200, "body": json.dumps(rows, default=str)}


def text(event, context):
    question = json.loads(event["body"])["question"]
    answer = converse(question)[0]["text"]
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps({"answer": answer})}
