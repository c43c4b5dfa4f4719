import json
import re
import smtplib

FROM = "shop@example.com"


def recipient(event, context):
    to = json.loads(event["body"])["reply_to"]
    message = "\r\n".join(["From: " + FROM, "To: help@example.com", "Reply-To: " + to, "Subject: Question", "", "See above."])
    with smtplib.SMTP("smtp.example.com", timeout=5) as server:
        server.starttls()
        server.sendmail(FROM, ["help@example.com"], message)
    return {"statusCode": 202}


def recipient_checked(event, context):
    to = json.loads(event["body"])["reply_to"]
    if not re.fullmatch(r"[^\s@<>,;:]+@[^\s@<>,;:]+", to):
        return {"statusCode": 400}
    message = f"From: {FROM}\r\nTo: help@example.com\r\nReply-To: {to}\r\nSubject: Question\r\n\r\nSee above."
    with smtplib.SMTP("smtp.example.com", timeout=5) as server:
        server.starttls()
        server.sendmail(FROM, ["help@example.com"], message)
    return {"statusCode": 202}
