import json
import re

LINES = ["alpha beta", "gamma delta"]
MAIL = re.compile(r"^([a-z0-9]+)+@example\.com$")
CODE = re.compile(r"^[A-Z]{2}[0-9]{1,8}$")


def handler(event, context):
    pattern = json.loads(event["body"])["pattern"]
    found = [line for line in LINES if re.search(pattern, line)]
    return {"statusCode": 200, "body": json.dumps(found)}


def escaped(event, context):
    word = re.escape(json.loads(event["body"])["word"])
    found = [line for line in LINES if re.search(r"\b" + word + r"\b", line)]
    return {"statusCode": 200, "body": json.dumps(found)}


def evil(event, context):
    address = json.loads(event["body"])["address"]
    return {"statusCode": 200 if MAIL.match(address) else 400}


def bounded(event, context):
    address = json.loads(event["body"])["address"]
    if len(address) > 20:
        return {"statusCode": 400}
    return {"statusCode": 200 if re.match(r"^[a-z0-9]+@example\.com$", address) else 400}


def linear(event, context):
    code = json.loads(event["body"])["code"]
    return {"statusCode": 200 if CODE.match(code) else 400}
