"""A thumbnail and the picture data for every object that arrives in the image bucket."""

import json
import os
from urllib.parse import unquote_plus

import boto3

import picture

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        process(bucket, key)


def process(bucket, key):
    local = "/tmp/" + key
    os.makedirs(os.path.dirname(local), exist_ok=True)
    s3.download_file(bucket, key, local)

    thumbnail = picture.thumbnail(local)
    s3.upload_file(thumbnail, bucket, "thumbnails/" + key)

    details = picture.details(local)
    s3.put_object(
        Bucket=bucket,
        Key="details/" + key + ".json",
        Body=json.dumps(details),
        ContentType="application/json",
    )
