import json
import ssl
import urllib.request

import requests


session = requests.Session()


def handler(event, context):
    answer = session.post("https://partner.example.com/orders", json={"n": 1}, timeout=5, verify=False)
    return {"statusCode": answer.status_code}


def context_off(event, context):
    relaxed = ssl.create_default_context()
    relaxed.check_hostname = False
    relaxed.verify_mode = ssl.CERT_NONE
    with urllib.request.urlopen("https://partner.example.com/health", timeout=5, context=relaxed) as answer:
        return {"statusCode": 200, "body": json.dumps(answer.status)}


def own_authority(event, context):
    answer = requests.post("https://partner.example.com/orders", json={"n": 1}, timeout=5, verify="/opt/partner-ca.pem")
    return {"statusCode": answer.status_code}
