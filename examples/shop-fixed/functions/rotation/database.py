"""Rotates the password of one database user, as the cluster's master user."""

import json
import os
import secrets

import boto3

import steps

database = boto3.client("rds-data")


def handler(event, context):
    steps.rotate(event, create, install, test)


def create(current):
    return json.dumps({**json.loads(current), "password": secrets.token_urlsafe(32)})


def install(current, pending):
    user = json.loads(pending)
    # ALTER ROLE takes no parameters, so the server itself quotes the statement it is then given.
    quoted = execute(
        "SELECT format('ALTER ROLE %I WITH LOGIN PASSWORD %L', :name, :password)",
        [
            {"name": "name", "value": {"stringValue": user["username"]}},
            {"name": "password", "value": {"stringValue": user["password"]}},
        ],
    )
    execute(quoted["records"][0][0]["stringValue"], [])


def test(pending):
    user = json.loads(pending)
    found = execute(
        "SELECT 1 FROM pg_roles WHERE rolname = :name AND rolcanlogin",
        [{"name": "name", "value": {"stringValue": user["username"]}}],
    )
    if not found["records"]:
        raise ValueError("the database has no such user that can log in")


def execute(sql, parameters):
    return database.execute_statement(
        resourceArn=os.environ["DATABASE_ARN"],
        secretArn=os.environ["MASTER_SECRET_ARN"],
        database=os.environ["DATABASE_NAME"],
        sql=sql,
        parameters=parameters,
    )
