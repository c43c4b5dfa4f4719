import json
import os
from email.message import EmailMessage

import boto3

ses = boto3.client("ses")
FROM = "shop@example.com"
TO = "help@example.com"


def handler(event, context):
    body = json.loads(event["body"])
    subject = body["subject"]
    raw = f"From: {FROM}\r\nTo: {TO}\r\nSubject: {subject}\r\n\r\n{body['text']}"
    ses.send_raw_email(Source=FROM, RawMessage={"Data": raw.encode()})
    return {"statusCode": 202}


def structured(event, context):
    body = json.loads(event["body"])
    ses.send_email(Source=FROM, Destination={"ToAddresses": [TO]}, Message={"Subject": {"Data": body["subject"]}, "Body": {"Text": {"Data": body["text"]}}})
    return {"statusCode": 202}


def message_object(event, context):
    body = json.loads(event["body"])
    message = EmailMessage()
    message["From"], message["To"] = FROM, TO
    message["Subject"] = body["subject"]
    message.set_content(body["text"])
    ses.send_raw_email(Source=FROM, RawMessage={"Data": message.as_bytes()})
    return {"statusCode": 202}


def one_line(event, context):
    body = json.loads(event["body"])
    subject = " ".join(body["subject"].splitlines())
    raw = "From: " + FROM + "\r\nTo: " + TO + "\r\nSubject: " + subject + "\r\n\r\n" + body["text"]
    ses.send_raw_email(Source=os.environ.get("SENDER", FROM), RawMessage={"Data": raw})
    return {"statusCode": 202}
