import io
import os
from urllib.parse import unquote_plus

import boto3
from PIL import Image

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        if s3.head_object(Bucket=bucket, Key=key)["ContentLength"] > 20_000_000:
            continue
        picture = Image.open(io.BytesIO(s3.get_object(Bucket=bucket, Key=key)["Body"].read()))
        picture.thumbnail((320, 320))
        out = io.BytesIO()
        picture.save(out, "JPEG")
        s3.put_object(Bucket=os.environ["THUMBNAILS"], Key=key, Body=out.getvalue())
