from urllib.parse import quote

import requests


def handler(event, context):
    language = event["queryStringParameters"]["lang"]
    return {"statusCode": 204, "headers": {"set-cookie": "lang=" + language + "; Secure; HttpOnly"}}


def encoded(event, context):
    language = quote(event["queryStringParameters"]["lang"], safe="")
    return {"statusCode": 204, "headers": {"set-cookie": f"lang={language}; Secure; HttpOnly"}}


def echo(event, context):
    trace = event["headers"].get("x-correlation-id", "none")
    return {"statusCode": 204, "headers": {"x-correlation-id": trace}}


def outgoing(event, context):
    language = event["queryStringParameters"]["lang"]
    answer = requests.get("https://api.example.com/", headers={"accept-language": language}, timeout=5)
    return {"statusCode": answer.status_code}
