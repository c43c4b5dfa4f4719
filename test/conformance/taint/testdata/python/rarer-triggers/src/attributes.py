import os


def handler(event, context):
    for record in event["Records"]:
        os.system("mark " + record["messageId"])
        channel = record["messageAttributes"]["channel"]["stringValue"]
        os.system("notify " + channel)
