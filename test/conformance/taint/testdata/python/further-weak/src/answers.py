import html
import json
import re
import uuid
from urllib.parse import urljoin, urlsplit

HTML = {"content-type": "text/html"}


def cookie(event, context):
    theme = json.loads(event["body"])["theme"]
    return {"statusCode": 204, "cookies": [f"theme={theme}; Path=/"]}


def cookie_id(event, context):
    session = uuid.UUID(json.loads(event["body"])["session"])
    return {"statusCode": 204, "cookies": [f"session={session}; Secure; HttpOnly"]}


def download(event, context):
    name = event["queryStringParameters"]["name"]
    return {"statusCode": 200, "headers": {"Content-Type": "text/csv", "Content-Disposition": f'attachment; filename="{name}"'}, "body": "id\n"}


def download_clean(event, context):
    name = re.sub(r"[^A-Za-z0-9._-]", "_", event["queryStringParameters"]["name"])
    return {"statusCode": 200, "headers": {"Content-Type": "text/csv", "Content-Disposition": f'attachment; filename="{name}"'}, "body": "id\n"}


def leave(event, context):
    target = json.loads(event["body"]).get("return_to") or "/"
    response = {"statusCode": 303, "headers": {}}
    response["headers"]["Location"] = target
    return response


def leave_joined(event, context):
    path = event["queryStringParameters"]["path"]
    target = urljoin("https://shop.example.com/", path)
    if urlsplit(target).scheme != "https":
        target = "https://shop.example.com/"
    return {"statusCode": 303, "headers": {"Location": target}}


def error_page(event, context):
    page = "<h1>No such page</h1><p>" + event["rawPath"] + "</p>"
    return {"statusCode": 404, "headers": HTML, "body": page}


def table(event, context):
    rows = json.loads(event["body"])["rows"]
    cells = "".join(f"<tr><td>{html.escape(str(row['name']))}</td><td>{float(row['price'])}</td></tr>" for row in rows)
    return {"statusCode": 200, "headers": HTML, "body": f"<table>{cells}</table>"}


def unquoted(event, context):
    colour = html.escape(event["queryStringParameters"]["colour"])
    return {"statusCode": 200, "headers": HTML, "body": f"<div class={colour}>text</div>"}
