import json
import os

import boto3

s3 = boto3.client("s3")


def query(event, context):
    prefix = event["queryStringParameters"]["customer"]
    url = s3.generate_presigned_url(ClientMethod="get_object", Params={"Bucket": os.environ["BUCKET"], "Key": f"invoices/{prefix}/latest.pdf"})
    return {"statusCode": 200, "body": json.dumps(url)}


PUBLIC = {"terms": "public/terms.pdf", "prices": "public/prices.pdf"}


def listed(event, context):
    key = PUBLIC.get(event["queryStringParameters"]["paper"], "public/terms.pdf")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": os.environ["BUCKET"], "Key": key})
    return {"statusCode": 200, "body": json.dumps(url)}
