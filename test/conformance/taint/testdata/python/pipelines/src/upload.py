import os
import uuid

import boto3


def handler(event, context):
    boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key=f"{uuid.uuid4()}.yaml", Body=event["body"])
    return {"statusCode": 201}
