import io
import json
import xml.etree.ElementTree
import xml.sax
import xml.sax.handler

import defusedxml.ElementTree
from lxml import etree


def handler(event, context):
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    root = etree.fromstring(event["body"].encode(), parser)
    return {"statusCode": 200, "body": json.dumps({"total": root.findtext("total")})}


def closed(event, context):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(event["body"].encode(), parser)
    return {"statusCode": 200, "body": json.dumps({"total": root.findtext("total")})}


def plain(event, context):
    root = xml.etree.ElementTree.fromstring(event["body"])
    return {"statusCode": 200, "body": json.dumps({"total": root.findtext("total")})}


class Total(xml.sax.handler.ContentHandler):
    def __init__(self):
        super().__init__()
        self.text = ""

    def characters(self, content):
        self.text += content


def sax(event, context):
    total = Total()
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.setContentHandler(total)
    parser.parse(io.StringIO(event["body"]))
    return {"statusCode": 200, "body": json.dumps({"text": total.text})}


def defused(event, context):
    root = defusedxml.ElementTree.fromstring(event["body"])
    return {"statusCode": 200, "body": json.dumps({"total": root.findtext("total")})}
