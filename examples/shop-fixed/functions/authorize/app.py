"""Decides about every request to the API: did it come through CloudFront, and who is it?

A request that did not pass the web application firewall lacks the header that CloudFront adds. A route that is not
listed as public needs an access token of the customers' user pool; a back-office route also needs its group.
"""

import hmac
import logging
import os
import time

import boto3
import jwt

logger = logging.getLogger()
logger.setLevel(logging.INFO)

PUBLIC = {"GET /products", "POST /webhooks/carrier"}
BACK_OFFICE = {"GET /admin/reports", "POST /products/images"}

ISSUER = os.environ["ISSUER"]
CLIENT_ID = os.environ["CLIENT_ID"]

secrets = boto3.client("secretsmanager")
keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", timeout=5)

_origin = {"values": [], "until": 0.0}


def handler(event, context):
    if not came_through_cloudfront(event["headers"]):
        return refused("not through CloudFront")

    route = event["routeKey"]
    if route in PUBLIC:
        return {"isAuthorized": True, "context": {}}

    try:
        claims = verified(event["headers"].get("authorization", ""))
    except (jwt.PyJWTError, ValueError) as error:
        return refused(type(error).__name__)
    if route in BACK_OFFICE and "back-office" not in claims.get("cognito:groups", []):
        return refused("not in the back office")
    return {"isAuthorized": True, "context": {"customerId": claims["sub"]}}


def refused(reason):
    logger.warning("request refused: %s", reason)
    return {"isAuthorized": False}


def came_through_cloudfront(headers):
    presented = headers.get("x-origin-verify", "").encode()
    return any(hmac.compare_digest(presented, value.encode()) for value in origin_values())


def origin_values():
    """The header's value, and while it is being rotated the next one; read again every minute."""
    if time.monotonic() >= _origin["until"]:
        values = [origin_value("AWSCURRENT")]
        try:
            values.append(origin_value("AWSPENDING"))
        except secrets.exceptions.ResourceNotFoundException:
            pass
        _origin.update(values=values, until=time.monotonic() + 60)
    return _origin["values"]


def origin_value(stage):
    answer = secrets.get_secret_value(SecretId=os.environ["ORIGIN_SECRET_ARN"], VersionStage=stage)
    return answer["SecretString"]


def verified(header):
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise ValueError("no bearer token")
    claims = jwt.decode(
        token,
        keys.get_signing_key_from_jwt(token).key,
        algorithms=["RS256"],
        issuer=ISSUER,
        options={"require": ["exp", "iss", "sub", "client_id", "token_use"]},
    )
    # Access tokens of a user pool name their client in client_id; they have no audience.
    if claims["client_id"] != CLIENT_ID or claims["token_use"] != "access":
        raise ValueError("a token for something else")
    return claims
