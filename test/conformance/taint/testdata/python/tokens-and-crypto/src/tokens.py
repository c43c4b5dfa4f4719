import base64
import json
import os

import jwt

KEYS = jwt.PyJWKClient("https://login.example.com/.well-known/jwks.json", timeout=5)


def bearer(event):
    return event["headers"]["authorization"].removeprefix("Bearer ")


def handler(event, context):
    claims = jwt.decode(bearer(event), options={"verify_signature": False})
    if claims.get("role") != "admin":
        return {"statusCode": 403}
    return {"statusCode": 200, "body": json.dumps({"admin": True})}


def verified(event, context):
    try:
        claims = jwt.decode(bearer(event), os.environ["JWT_KEY"], algorithms=["HS256"], audience="shop")
    except jwt.InvalidTokenError:
        return {"statusCode": 401}
    return {"statusCode": 200, "body": json.dumps({"admin": claims.get("role") == "admin"})}


def by_hand(event, context):
    middle = event["headers"]["Authorization"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(middle + "=="))
    if "admin" not in claims["groups"]:
        return {"statusCode": 403}
    return {"statusCode": 200, "body": json.dumps({"admin": True})}


def behind(event, context):
    claims = jwt.decode(bearer(event), options={"verify_signature": False})
    return {"statusCode": 200, "body": json.dumps({"name": claims["name"]})}


def key_id(event, context):
    token = bearer(event)
    algorithm = jwt.get_unverified_header(token).get("alg")
    if algorithm != "RS256":
        return {"statusCode": 401}
    claims = jwt.decode(token, KEYS.get_signing_key_from_jwt(token).key, algorithms=["RS256"], audience="shop")
    return {"statusCode": 200, "body": json.dumps({"sub": claims["sub"]})}
