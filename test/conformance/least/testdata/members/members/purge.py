import datetime
import os

import boto3

cognito = boto3.client("cognito-idp")


def stale(user, limit):
    return user["UserStatus"] == "FORCE_CHANGE_PASSWORD" and user["UserCreateDate"] < limit


def disable(pool, name):
    """Before members were deleted they were disabled; nothing calls this now."""
    cognito.admin_disable_user(UserPoolId=pool, Username=name)
    cognito.admin_user_global_sign_out(UserPoolId=pool, Username=name)


def handler(event, context):
    pool = os.environ["POOL"]
    limit = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=60)
    for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            if stale(user, limit):
                cognito.admin_delete_user(UserPoolId=pool, Username=user["Username"])
