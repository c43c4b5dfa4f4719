import json
import os

import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    parcels = json.loads(event["body"])["parcels"]
    entries = [{"Id": str(i), "MessageBody": json.dumps(p)} for i, p in enumerate(parcels)]
    for start in range(0, len(entries), 10):
        sqs.send_message_batch(
            QueueUrl=os.environ["QUEUE_URL"], Entries=entries[start : start + 10]
        )
    return {"statusCode": 202}
