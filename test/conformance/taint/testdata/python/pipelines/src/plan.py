import datetime
import json
import os
import subprocess

import boto3


def handler(event, context):
    for region in ("eu", "us"):
        message = {"region": region, "day": str(datetime.date.today())}
        boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(message))


def work(event, context):
    for record in event["Records"]:
        plan = json.loads(record["body"])
        subprocess.run(f"report --region {plan['region']} --day {plan['day']}", shell=True, check=True)
