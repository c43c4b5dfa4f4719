import json
import os

from database import run

COLUMNS = ("title", "text", "colour")
DEFAULTS = {"mode": "fast", "target": "all"}


def merged_over(event, context):
    options = {**DEFAULTS, **json.loads(event["body"])}
    os.system(f"build --mode {options['mode']}")
    return {"statusCode": 204}


def merged_under(event, context):
    options = json.loads(event["body"]) | DEFAULTS
    os.system(f"build --mode {options['mode']}")
    return {"statusCode": 204}


def one_of_list(event, context):
    text = json.loads(event["body"])["text"]
    words = ["report", text]
    os.system("show " + words[0])
    os.system("show " + words[-1])
    return {"statusCode": 204}


def filtered_keys(event, context):
    body = json.loads(event["body"])
    fields = {name: value for name, value in body.items() if name in COLUMNS}
    run("UPDATE notes SET " + ", ".join(f"{name} = %s" for name in fields), *fields.values())
    return {"statusCode": 204}


def filtered_values(event, context):
    wanted = [name for name in json.loads(event["body"])["columns"] if name in COLUMNS]
    run("SELECT " + ", ".join(wanted) + " FROM notes")
    return {"statusCode": 204}


def filtered_loosely(event, context):
    wanted = [name.strip() for name in json.loads(event["body"])["columns"] if name and name not in COLUMNS]
    run("SELECT " + ", ".join(wanted) + " FROM notes")
    return {"statusCode": 204}


def intersection(event, context):
    wanted = set(json.loads(event["body"])["columns"]) & set(COLUMNS)
    run(f"SELECT {', '.join(sorted(wanted))} FROM notes")
    return {"statusCode": 204}


def swapped(event, context):
    name, mode = json.loads(event["body"])["name"], "fast"
    name, mode = mode, name
    os.system("build " + name)
    os.system("build " + mode)
    return {"statusCode": 204}


def nested(event, context):
    body = json.loads(event["body"])
    job = {"job": {"steps": [{"tool": "lint", "target": "/mnt"}, {"tool": "test", "target": body["target"]}]}}
    for step in job["job"]["steps"][:1]:
        os.system(f"run {step['tool']} {step['target']}")
    last = job["job"]["steps"][1]
    os.system("run " + last["tool"])
    os.system("run test " + last["target"])
    return {"statusCode": 204}
