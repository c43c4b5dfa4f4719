import datetime

import boto3

from . import settings
from .store import ItemStore

s3 = boto3.client("s3")


def handler(event, context):
    lines = [f"{i['sku']},{i['stock']}" for i in ItemStore().everything()]
    day = datetime.date.today().isoformat()
    s3.put_object(Bucket=settings.REPORTS_BUCKET, Key=f"daily/{day}.csv", Body="\n".join(lines).encode())
