import functools
import json
import os
from concurrent.futures import ThreadPoolExecutor

from database import run


def store(*, table="notes", **fields):
    run(f"INSERT INTO {table} VALUES ('{fields['text']}')")


def keywords(event, context):
    body = json.loads(event["body"])
    store(text=body["text"], author="me")
    return {"statusCode": 204}


def pick(first, second, *rest):
    run("DELETE FROM notes WHERE kind = '" + second + "'", first, *rest)


def positions(event, context):
    body = json.loads(event["body"])
    pick(body["text"], "draft", body["more"])
    return {"statusCode": 204}


def insert(table, text):
    run(f"INSERT INTO {table} VALUES ('{text}')")


into_notes = functools.partial(insert, "notes")


def partial_call(event, context):
    into_notes(json.loads(event["body"])["text"])
    return {"statusCode": 204}


ACTIONS = {"list": lambda name: os.listdir("/mnt/lists"), "show": lambda name: open("/mnt/lists/" + name).read()}


def dispatch(event, context):
    body = json.loads(event["body"])
    action = ACTIONS.get(body["action"], ACTIONS["list"])
    return {"statusCode": 200, "body": json.dumps(action(body["name"]))}


def default_argument(event, context):
    body = json.loads(event["body"])

    def insert_one(text=body["text"]):
        run("INSERT INTO notes VALUES ('" + text + "')")

    insert_one()
    return {"statusCode": 204}


def shell(name):
    return os.system("process " + name)


def pool(event, context):
    names = json.loads(event["body"])["names"]
    with ThreadPoolExecutor(max_workers=4) as workers:
        done = list(workers.map(shell, names[:10]))
    return {"statusCode": 200, "body": json.dumps(done)}
