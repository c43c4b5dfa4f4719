import datetime
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    limit = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=90)
    bucket = os.environ["THUMBNAILS"]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    for page in pages:
        old = [{"Key": o["Key"]} for o in page.get("Contents", []) if o["LastModified"] < limit]
        if old:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": old})
