import json
import socket

import requests

UPSTREAM = "https://api.example.com"


def is_public(url):
    return url.startswith("https://api.example.com/")


def handler(event, context):
    path = event["rawPath"]
    upstream = requests.get(UPSTREAM + path, timeout=5)
    host, port = event["queryStringParameters"]["peer"].split(":")
    connection = socket.create_connection((host, int(port)), timeout=2)
    connection.close()
    return {"statusCode": upstream.status_code}


def one_branch(event, context):
    body = json.loads(event["body"])
    url = body["url"]
    if body.get("strict"):
        if not is_public(url):
            return {"statusCode": 403}
    answer = requests.post(url, json={}, timeout=5)
    return {"statusCode": answer.status_code}


def parameter(event, context):
    word = event["queryStringParameters"]["word"]
    answer = requests.get(UPSTREAM + "/search", params={"q": word}, headers={"accept": "application/json"}, timeout=5)
    return {"statusCode": answer.status_code}
