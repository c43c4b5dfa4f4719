import json
import re
from urllib.parse import quote

import httpx


def handler(event, context):
    user = quote(event["pathParameters"]["user"], safe="")
    answer = httpx.get(f"https://avatars.example.com/v1/{user}.png", timeout=3)
    return {"statusCode": answer.status_code}


def region(event, context):
    where = event["queryStringParameters"]["region"]
    answer = httpx.get(f"https://{where}.avatars.example.com/list", timeout=3)
    return {"statusCode": 200, "body": json.dumps({"ok": answer.is_success})}
