import json
import os
import subprocess
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")


def sign(event, context):
    name = json.loads(event["body"])["name"]
    url = s3.generate_presigned_url("put_object", Params={"Bucket": os.environ["BUCKET"], "Key": name}, ExpiresIn=60)
    return {"statusCode": 200, "body": json.dumps({"url": url})}


def handler(event, context):
    for record in event["Records"]:
        key = unquote_plus(record["s3"]["object"]["key"])
        subprocess.run("aws s3 cp s3://pictures/" + key + " -", shell=True, check=True)
