import os
import subprocess
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        name = os.path.basename(key)
        s3.download_file(bucket, key, "/tmp/picture")
        command = "convert /tmp/picture -thumbnail 200x200 /tmp/%s" % name
        subprocess.check_call(command, shell=True)
        s3.upload_file("/tmp/" + name, bucket + "-small", key)


def fixed(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        s3.download_file(bucket, key, "/tmp/picture")
        subprocess.check_call(["convert", "/tmp/picture", "-thumbnail", "200x200", "/tmp/small.png"])
        s3.upload_file("/tmp/small.png", bucket + "-small", key)
