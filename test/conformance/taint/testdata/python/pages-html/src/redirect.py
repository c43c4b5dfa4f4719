from urllib.parse import urlsplit

TARGETS = {"help": "https://help.example.com/", "shop": "https://shop.example.com/"}


def handler(event, context):
    target = event["queryStringParameters"]["next"]
    return {"statusCode": 302, "headers": {"location": target}}


def local(event, context):
    target = event["queryStringParameters"]["next"]
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//") or "\\" in target or "\n" in target or "\r" in target:
        target = "/"
    return {"statusCode": 302, "headers": {"location": target}}


def slash(event, context):
    target = event["queryStringParameters"]["next"]
    if not target.startswith("/"):
        return {"statusCode": 400}
    return {"statusCode": 302, "headers": {"location": target}}


def table(event, context):
    target = TARGETS.get(event["queryStringParameters"]["next"], "https://example.com/")
    return {"statusCode": 302, "headers": {"location": target}}


def host_checked(event, context):
    parts = urlsplit(event["queryStringParameters"]["next"])
    if parts.scheme != "https" or parts.netloc not in ("help.example.com", "shop.example.com"):
        return {"statusCode": 400}
    return {"statusCode": 302, "headers": {"location": parts.geturl()}}
