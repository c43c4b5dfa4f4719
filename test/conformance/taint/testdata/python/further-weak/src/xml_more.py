import io
from urllib.parse import unquote_plus

import boto3
from lxml import etree

s3 = boto3.client("s3")


def content(event):
    entity = event["Records"][0]["s3"]
    return s3.get_object(Bucket=entity["bucket"]["name"], Key=unquote_plus(entity["object"]["key"]))["Body"].read()


def network(event, context):
    parser = etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=True)
    tree = etree.parse(io.BytesIO(content(event)), parser=parser)
    return {"title": len(tree.findtext("title") or "")}


def stylesheet(event, context):
    parser = etree.XMLParser(resolve_entities=False)
    root = etree.fromstring(content(event), parser=parser)
    return {"children": len(root)}
