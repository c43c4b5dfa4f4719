import fnmatch
import json
import re

TEXT = "alpha, beta, gamma"


def compiled(text):
    return re.compile("^" + text + "$")


def route(event, context):
    pattern = compiled(json.loads(event["body"])["pattern"])
    return {"statusCode": 200, "body": json.dumps(bool(pattern.match(TEXT)))}


def split(event, context):
    words = re.split(r"(\s*,\s*)+", json.loads(event["body"])["text"][:40])
    return {"statusCode": 200, "body": json.dumps(words)}


def names(event, context):
    word = json.loads(event["body"])["word"]
    return {"statusCode": 200, "body": json.dumps([TEXT.find(word), TEXT.count(word), TEXT.split(word or ",")])}
