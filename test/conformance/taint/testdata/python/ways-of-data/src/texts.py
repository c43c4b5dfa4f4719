import hashlib
import json
import os
import re
import shlex
import subprocess

from database import run


def digest(event, context):
    text = json.loads(event["body"])["text"]
    key = hashlib.sha256(text.encode()).hexdigest()
    run(f"SELECT * FROM notes WHERE key = '{key}' OR raw = '{text.encode().hex()}'")
    return {"statusCode": 204}


def json_quoted(event, context):
    text = json.loads(event["body"])["text"]
    run("INSERT INTO notes (data) VALUES ('" + json.dumps({"text": text}) + "')")
    return {"statusCode": 204}


def format_mapping(event, context):
    body = json.loads(event["body"])
    run("SELECT * FROM notes WHERE author = '{author}'".format_map(body))
    return {"statusCode": 204}


def split_parts(event, context):
    address = json.loads(event["body"])["address"]
    local, _, domain = address.strip().lower().partition("@")
    run("SELECT * FROM people WHERE local = %s AND domain = '" + domain.title()[:80] + "'", local)
    return {"statusCode": 204}


def shell_join(event, context):
    words = json.loads(event["body"])["words"]
    subprocess.run(shlex.join(["search", "--", *words]), shell=True, check=False)
    subprocess.run(" ".join(["search", "--", *words]), shell=True, check=False)
    return {"statusCode": 204}


def shell_split(event, context):
    line = json.loads(event["body"])["line"]
    subprocess.run(shlex.split(line), check=False)
    return {"statusCode": 204}


def wrong_quotes(event, context):
    name = json.loads(event["body"])["name"].replace("'", "\\'")
    os.system("show '" + name + "'")
    return {"statusCode": 204}


def translated(event, context):
    name = re.sub(r"[^A-Za-z0-9]", "", json.loads(event["body"])["name"])
    run(f"SELECT * FROM notes WHERE name = '{name}'")
    return {"statusCode": 204}
