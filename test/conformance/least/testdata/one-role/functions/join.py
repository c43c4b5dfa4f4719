import os

import boto3

members = boto3.resource("dynamodb").Table(os.environ["MEMBERS"])
ses = boto3.client("ses")


def handler(event, context):
    members.put_item(Item={"card": event["card"], "mail": event["mail"], "paid": True})
    ses.send_email(
        Source=os.environ["SENDER"],
        Destination={"ToAddresses": [event["mail"]]},
        Message={"Subject": {"Data": "Welcome"}, "Body": {"Text": {"Data": "Your card is ready."}}},
    )
