import html
import json
import shlex

HTML = {"content-type": "text/html; charset=utf-8"}


def handler(event, context):
    name = event["queryStringParameters"].get("name", "you")
    return {"statusCode": 200, "headers": HTML, "body": f"<h1>Hello {name}</h1>"}


def escaped(event, context):
    name = html.escape(event["queryStringParameters"].get("name", "you"))
    return {"statusCode": 200, "headers": HTML, "body": f"<h1 title=\"{name}\">Hello {name}</h1>"}


def as_json(event, context):
    name = event["queryStringParameters"].get("name", "you")
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps({"greeting": "<b>" + name + "</b>"})}


def in_script(event, context):
    name = html.escape(event["queryStringParameters"].get("name", "you"), quote=False)
    page = "<script>const name = '" + name + "';</script>"
    return {"statusCode": 200, "headers": HTML, "body": page}


def shell_quoted(event, context):
    name = shlex.quote(event["queryStringParameters"]["name"])
    return {"statusCode": 200, "headers": HTML, "body": "<p>" + name + "</p>"}


def one_branch(event, context):
    query = event["queryStringParameters"]
    name = query["name"]
    if len(name) > 20:
        name = html.escape(name)
    return {"statusCode": 200, "headers": HTML, "body": "<p>%s</p>" % name}
