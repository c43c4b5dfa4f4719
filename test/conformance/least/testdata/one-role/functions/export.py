import csv
import io
import os

import boto3

dynamodb = boto3.client("dynamodb")
s3 = boto3.client("s3")


def handler(event, context):
    out = io.StringIO()
    writer = csv.writer(out)
    for page in dynamodb.get_paginator("scan").paginate(TableName=os.environ["MEMBERS"]):
        for item in page["Items"]:
            writer.writerow([item["card"]["S"], item["mail"]["S"]])
    s3.put_object(Bucket=os.environ["EXPORTS"], Key="members.csv", Body=out.getvalue())
