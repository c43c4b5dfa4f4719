import os

import boto3

sqs = boto3.resource("sqs")


def handler(event, context):
    source = sqs.Queue(os.environ["FROM"])
    target = sqs.Queue(os.environ["TO"])
    moved = 0
    while True:
        messages = source.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=1)
        if not messages:
            return {"moved": moved}
        for message in messages:
            target.send_message(MessageBody=message.body)
            message.delete()
            moved += 1
