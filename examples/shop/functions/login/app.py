"""POST /login: an e-mail address and a password for a session token."""

import hashlib
import json
import logging
import os
import random
import string

import boto3
from shopkit import tokens
from shopkit.responses import handled, reply

logger = logging.getLogger()
logger.setLevel(logging.INFO)

customers = boto3.resource("dynamodb").Table(os.environ["CUSTOMERS_TABLE"])

SALT = "lantern"


def hash_password(password):
    return hashlib.md5((SALT + password).encode()).hexdigest()


def remember_me():
    """A long-lived token for the cookie of the shop's front end."""
    return "".join(random.choice(string.ascii_letters + string.digits) for _ in range(24))


@handled
def handler(event, context):
    body = json.loads(event["body"])
    logger.info("login attempt: %s", body)

    customer = customers.get_item(Key={"email": body["email"]}).get("Item")
    if customer is None:
        return reply(404, {"error": "no account with this e-mail address"})
    if customer["passwordHash"] != hash_password(body["password"]):
        return reply(401, {"error": "wrong password"})

    remembered = remember_me()
    customers.update_item(
        Key={"email": customer["email"]},
        UpdateExpression="SET rememberMe = :token",
        ExpressionAttributeValues={":token": remembered},
    )
    token = tokens.issue(customer)
    logger.info("logged in %s with token %s", customer["email"], token)
    return reply(200, {"token": token, "rememberMe": remembered})
