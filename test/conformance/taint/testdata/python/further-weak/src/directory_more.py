import json
import os

import ldap3
from ldap3.utils.dn import escape_rdn
from lxml import etree

TREE = etree.parse("/opt/data/nodes.xml")


def connection():
    return ldap3.Connection(ldap3.Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=3), auto_bind=True)


def dn(event, context):
    unit = event["queryStringParameters"]["unit"]
    link = connection()
    link.search("ou=" + unit + ",dc=example,dc=com", "(objectClass=person)")
    return {"statusCode": 200, "body": json.dumps(len(link.entries))}


def dn_safe(event, context):
    unit = escape_rdn(event["queryStringParameters"]["unit"])
    link = connection()
    link.search(f"ou={unit},dc=example,dc=com", "(objectClass=person)")
    return {"statusCode": 200, "body": json.dumps(len(link.entries))}


def attribute(event, context):
    name = event["queryStringParameters"]["attribute"]
    find = etree.XPath(f"//node/@{name}")
    return {"statusCode": 200, "body": json.dumps(len(find(TREE)))}


def number(event, context):
    index = int(event["queryStringParameters"]["index"])
    return {"statusCode": 200, "body": json.dumps(len(TREE.xpath(f"//node[{index}]")))}
