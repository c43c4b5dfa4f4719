import json
import logging

log = logging.getLogger()
log.setLevel(logging.INFO)


def handler(event, context):
    credentials = json.loads(event["body"])
    log.info("login of %r with %r", credentials["user"], credentials["password"])
    return {"statusCode": 204}


def card(event, context):
    for record in event["Records"]:
        payment = json.loads(record["body"])
        number, expiry = payment["card_number"], payment["expiry"]
        print(json.dumps({"charging": number, "until": expiry}))


def masked(event, context):
    credentials = json.loads(event["body"])
    log.info("login of %r, password of %d characters", credentials["user"], len(credentials["password"]))
    redacted = {**credentials, "password": "***"}
    log.info("%s", json.dumps(redacted))
    return {"statusCode": 204}
