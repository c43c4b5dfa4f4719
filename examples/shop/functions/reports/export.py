"""Where reports go when they leave the shop."""

import os
import uuid

import boto3
import requests

# The partner's bucket is in their account, with a user they made for us.
partner = boto3.client(
    "s3",
    aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
    aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)
s3 = boto3.client("s3")


def to_partner(name, page):
    """A copy of the report for the partner, and one for us."""
    copy = f"/tmp/report-{uuid.uuid4()}.html"
    with open(copy, "w") as file:
        file.write(page)
    partner.upload_file(copy, os.environ["PARTNER_BUCKET"], name)
    s3.upload_file(copy, os.environ["REPORT_BUCKET"], name)


def convert(rows, currency_service):
    """Totals in the currency of the service asked, which answers with a rate."""
    rate = requests.get(currency_service, verify=False).json()["rate"]
    for row in rows:
        row["total"] = round(float(row["total"]) * rate, 2)
