"""A thumbnail and the picture data for every picture that arrives in the upload bucket."""

import json
import logging
import os
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote_plus

import boto3

import picture

logger = logging.getLogger()
logger.setLevel(logging.INFO)

s3 = boto3.client("s3")

UPLOAD = re.compile(r"uploads/([0-9a-f-]{36})\.(jpg|png|webp)")
LARGEST = 20 * 1024 * 1024


def handler(event, context):
    for record in event["Records"]:
        upload = record["s3"]["object"]
        process(unquote_plus(upload["key"]), upload["size"])


def process(key, size):
    match = UPLOAD.fullmatch(key)
    if match is None or size > LARGEST:
        logger.warning("an upload that is none of ours was left alone", extra={"size": size})
        return
    name, kind = match.groups()
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory, "picture")
        thumbnail = Path(directory, "thumbnail.jpg")
        s3.download_file(os.environ["UPLOAD_BUCKET"], f"uploads/{name}.{kind}", str(source))
        picture.thumbnail(kind, source, thumbnail)
        with thumbnail.open("rb") as body:
            s3.put_object(
                Bucket=os.environ["PICTURE_BUCKET"],
                Key=f"thumbnails/{name}.jpg",
                Body=body,
                ContentType="image/jpeg",
            )
        s3.put_object(
            Bucket=os.environ["PICTURE_BUCKET"],
            Key=f"details/{name}.json",
            Body=json.dumps(picture.details(kind, source)),
            ContentType="application/json",
        )
