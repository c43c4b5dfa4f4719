import datetime
import os

import boto3

glue = boto3.client("glue")


def handler(event, context):
    day = datetime.date.today().isoformat()
    location = f"s3://{os.environ['LAKE']}/sold/day={day}/"
    glue.create_partition(
        DatabaseName=os.environ["DATABASE"],
        TableName="sold",
        PartitionInput={"Values": [day], "StorageDescriptor": {"Location": location}},
    )
