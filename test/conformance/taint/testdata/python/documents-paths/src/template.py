import importlib.resources
import json
from string import Template


PAGES = {"welcome", "goodbye"}


def load(page="welcome"):
    return importlib.resources.files("pages").joinpath(page + ".txt").read_text()


def handler(event, context):
    wanted = json.loads(event["body"]).get("page")
    if wanted in PAGES:
        text = load(wanted)
    else:
        text = load()
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": Template(text).safe_substitute(day="today")}
