"""What the functions of uploads are called with."""

import datetime
import io
import os

import boto3

now_here = datetime.datetime.now


class Later(datetime.datetime):
    """A clock that is a year ahead: the server says of every object that it is new."""

    @classmethod
    def now(cls, tz=None):
        return now_here(tz) + datetime.timedelta(days=365)


def SignUpload(call, module):
    call({})


def MakeThumbnail(call, module):
    picture = io.BytesIO()
    module.Image.new("RGB", (640, 480)).save(picture, "JPEG")
    bucket = "photos-123456789012"
    boto3.client("s3").put_object(Bucket=bucket, Key="uploads/a.jpg", Body=picture.getvalue())
    call({"Records": [{"s3": {"bucket": {"name": bucket}, "object": {"key": "uploads/a.jpg"}}}]})


def SweepThumbnails(call, module):
    boto3.client("s3").put_object(Bucket=os.environ["THUMBNAILS"], Key="uploads/old.jpg", Body=b"x")
    module.datetime.datetime = Later
    call({})
