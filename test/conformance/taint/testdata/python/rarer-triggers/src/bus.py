import os


def handler(event, context):
    instance = event["detail"]["instance-id"]
    os.system("tag-instance " + instance)
