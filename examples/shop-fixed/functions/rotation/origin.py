"""Rotates the header value by which the API knows that a request came through CloudFront.

The authorizer accepts the pending value as well as the current one, so nothing is refused while CloudFront changes over.
"""

import os
import secrets

import boto3

import steps

cloudfront = boto3.client("cloudfront")

HEADER = "x-origin-verify"


def handler(event, context):
    steps.rotate(event, create, install, test)


def create(current):
    return secrets.token_urlsafe(36)


def install(current, pending):
    distribution = cloudfront.get_distribution_config(Id=os.environ["DISTRIBUTION_ID"])
    config = distribution["DistributionConfig"]
    if set_header(config, pending):
        cloudfront.update_distribution(
            Id=os.environ["DISTRIBUTION_ID"], IfMatch=distribution["ETag"], DistributionConfig=config
        )


def test(pending):
    """Waits until every edge location sends the new value."""
    deployed = cloudfront.get_waiter("distribution_deployed")
    deployed.wait(Id=os.environ["DISTRIBUTION_ID"], WaiterConfig={"Delay": 15, "MaxAttempts": 36})
    distribution = cloudfront.get_distribution(Id=os.environ["DISTRIBUTION_ID"])["Distribution"]
    if set_header(distribution["DistributionConfig"], pending):
        raise ValueError("the distribution does not have the new value")


def set_header(config, value):
    """Puts the value where the header is; tells whether that changed anything."""
    changed = False
    for origin in config["Origins"]["Items"]:
        for header in origin.get("CustomHeaders", {}).get("Items", []):
            if header["HeaderName"] == HEADER and header["HeaderValue"] != value:
                header["HeaderValue"] = value
                changed = True
    return changed
