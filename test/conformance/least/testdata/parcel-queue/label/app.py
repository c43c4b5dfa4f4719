import json
import os

import boto3

bucket = boto3.resource("s3").Bucket(os.environ["LABELS"])


def handler(event, context):
    for record in event["Records"]:
        parcel = json.loads(record["body"])
        bucket.put_object(Key=f"labels/{parcel['id']}.zpl", Body=zpl(parcel))


def zpl(parcel):
    return f"^XA^FO50,50^FD{parcel['name']}^FS^XZ".encode()
