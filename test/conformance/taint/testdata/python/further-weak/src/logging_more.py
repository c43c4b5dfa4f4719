import json
import logging
import sys


handler_ = logging.StreamHandler(sys.stdout)
handler_.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
log = logging.getLogger("titles")
log.addHandler(handler_)
log.setLevel(logging.INFO)


def title(event, context):
    for record in event["Records"]:
        log.info("title {}".format(json.loads(record["body"])["title"]))


def title_safe(event, context):
    for record in event["Records"]:
        text = json.loads(record["body"])["title"]
        log.info("title %s", text.encode("unicode_escape").decode())
        log.info("title of %d words", len(text.split()))


def header(event, context):
    log.info("agent %s", event["headers"].get("user-agent", ""))
    return {"statusCode": 204}
