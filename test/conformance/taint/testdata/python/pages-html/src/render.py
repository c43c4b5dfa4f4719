import json

import mako.template
from jinja2 import Environment, Template, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

HTML = {"content-type": "text/html"}
PAGE = Template("<h1>{{ title }}</h1>")
ESCAPING = Environment(autoescape=select_autoescape(default_for_string=True))


def handler(event, context):
    body = json.loads(event["body"])
    page = Template(body["template"]).render(total=3)
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": page}


def ours(event, context):
    title = json.loads(event["body"])["title"]
    page = PAGE.render(title=title)
    return {"statusCode": 200, "headers": HTML, "body": page}


def autoescaped(event, context):
    title = json.loads(event["body"])["title"]
    page = ESCAPING.from_string("<h1>{{ title }}</h1>").render(title=title)
    return {"statusCode": 200, "headers": HTML, "body": page}


def sandboxed(event, context):
    text = json.loads(event["body"])["template"]
    page = SandboxedEnvironment().from_string(text).render(total=3)
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": page}


def mako_page(text):
    return mako.template.Template("<%! import os %>\n" + text)


def mako_body(event, context):
    text = json.loads(event["body"])["template"]
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": mako_page(text).render()}
