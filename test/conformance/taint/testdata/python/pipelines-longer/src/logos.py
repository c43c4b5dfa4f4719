import json
import os
import pickle

import boto3

s3 = boto3.client("s3")


def sign(event, context):
    url = s3.generate_presigned_url("put_object", Params={"Bucket": os.environ["BUCKET"], "Key": "logos/current.bin"}, ExpiresIn=60)
    return {"statusCode": 200, "body": json.dumps(url)}


def read(event, context):
    body = s3.get_object(Bucket=os.environ["BUCKET"], Key="logos/current.bin")["Body"].read()
    logo = pickle.loads(body)
    return len(logo)
