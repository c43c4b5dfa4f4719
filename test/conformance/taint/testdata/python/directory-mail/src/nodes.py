import json

from lxml import etree

TREE = etree.parse("/opt/data/nodes.xml")


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    found = TREE.xpath(f"//node[@public='true' and @name='{name}']")
    return {"statusCode": 200, "body": json.dumps(len(found))}


def variable(event, context):
    name = event["queryStringParameters"]["name"]
    found = TREE.xpath("//node[@public='true' and @name=$name]", name=name)
    return {"statusCode": 200, "body": json.dumps(len(found))}
