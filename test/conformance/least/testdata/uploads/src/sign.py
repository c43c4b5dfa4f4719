import json
import os
import uuid

import boto3
from botocore.config import Config

s3 = boto3.client("s3", config=Config(signature_version="s3v4"))


def handler(event, context):
    key = f"uploads/{uuid.uuid4()}.jpg"
    url = s3.generate_presigned_url(
        "put_object",
        Params={"Bucket": os.environ["BUCKET"], "Key": key, "ContentType": "image/jpeg"},
        ExpiresIn=300,
    )
    return {"statusCode": 200, "body": json.dumps({"url": url, "key": key})}
