import os

import boto3

cognito = boto3.client("cognito-idp")
ses = boto3.client("ses")


def handler(event, context):
    pool = os.environ["POOL"]
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=event["mail"],
        UserAttributes=[{"Name": "email", "Value": event["mail"]}],
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=event["mail"], Password=event["password"], Permanent=False
    )
    ses.send_email(
        Source=os.environ["SENDER"],
        Destination={"ToAddresses": [event["mail"]]},
        Message={"Subject": {"Data": "The club"}, "Body": {"Text": {"Data": "You are invited."}}},
    )
