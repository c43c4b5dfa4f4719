import json
import urllib.request

import requests


def handler(event, context):
    answer = requests.post("https://partner.example.com/orders", json={"n": 1})
    return {"statusCode": answer.status_code}


def plain(event, context):
    with urllib.request.urlopen("https://partner.example.com/health") as answer:
        return {"statusCode": 200, "body": json.dumps(answer.status)}


def bounded(event, context):
    answer = requests.post("https://partner.example.com/orders", json={"n": 1}, timeout=(2, 5))
    with urllib.request.urlopen("https://partner.example.com/health", None, 5):
        return {"statusCode": answer.status_code}
