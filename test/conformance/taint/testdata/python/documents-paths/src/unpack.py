import io
import os
import tarfile
import tempfile
import zipfile
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")


def _read(event):
    entity = event["Records"][0]["s3"]
    answer = s3.get_object(Bucket=entity["bucket"]["name"], Key=unquote_plus(entity["object"]["key"]))
    return io.BytesIO(answer["Body"].read())


def handler(event, context):
    target = tempfile.mkdtemp()
    with zipfile.ZipFile(_read(event)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            with open(os.path.join(target, info.filename), "wb") as file:
                file.write(archive.read(info))


def fixed(event, context):
    target = os.path.realpath(tempfile.mkdtemp())
    with zipfile.ZipFile(_read(event)) as archive:
        for info in archive.infolist():
            path = os.path.realpath(os.path.join(target, info.filename))
            if os.path.commonpath([target, path]) != target:
                raise ValueError("a member outside the archive's folder")
            with open(path, "wb") as file:
                file.write(archive.read(info))


def tar(event, context):
    with tarfile.open(fileobj=_read(event)) as archive:
        archive.extractall("/tmp/site", filter="fully_trusted")


def tar_filtered(event, context):
    with tarfile.open(fileobj=_read(event)) as archive:
        archive.extractall(tempfile.mkdtemp(), filter="data")


def zip_extractall(event, context):
    with zipfile.ZipFile(_read(event)) as archive:
        archive.extractall(tempfile.mkdtemp())
