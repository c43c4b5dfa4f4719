import json
from urllib.parse import urlparse

import requests

HOSTS = frozenset({"images.example.com", "cdn.example.com"})


def handler(event, context):
    url = json.loads(event["body"])["url"]
    page = requests.get(url, timeout=5)
    return {"statusCode": 200, "body": json.dumps({"length": len(page.content)})}


def allowed(event, context):
    url = json.loads(event["body"])["url"]
    parts = urlparse(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        return {"statusCode": 403}
    page = requests.get(url, timeout=5, allow_redirects=False)
    return {"statusCode": 200, "body": json.dumps({"length": len(page.content)})}


def suffix(event, context):
    url = json.loads(event["body"])["url"]
    host = urlparse(url).hostname or ""
    if not host.endswith("example.com"):
        return {"statusCode": 403}
    page = requests.get(url, timeout=5)
    return {"statusCode": 200, "body": json.dumps({"length": len(page.content)})}


def contains(event, context):
    url = json.loads(event["body"])["url"]
    if "https://images.example.com" not in url:
        return {"statusCode": 403}
    page = requests.get(url, timeout=5)
    return {"statusCode": 200, "body": json.dumps({"length": len(page.content)})}
