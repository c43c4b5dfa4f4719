import os
import tempfile
from urllib.parse import unquote_plus

import boto3

s3 = boto3.resource("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket, entity = record["s3"]["bucket"]["name"], record["s3"]["object"]
        key = unquote_plus(entity["key"])
        s3.Bucket(bucket).download_file(key, "/tmp/" + key)
        print(os.path.getsize("/tmp/" + key))


def fixed(event, context):
    for record in event["Records"]:
        key = unquote_plus(record["s3"]["object"]["key"])
        with tempfile.NamedTemporaryFile(suffix=".bin") as file:
            s3.Bucket(record["s3"]["bucket"]["name"]).download_fileobj(key, file)
