import json
import logging

from aws_lambda_powertools import Logger

log = logging.getLogger()
log.setLevel(logging.INFO)
structured = Logger(service="search")


def handler(event, context):
    word = event["queryStringParameters"]["word"]
    log.info("searching for %s", word)
    return {"statusCode": 204}


def quoted(event, context):
    query = event["queryStringParameters"]
    log.info("searching for %r", query["word"])
    log.info("all fields: %s", json.dumps(query))
    log.info("all fields: %s", query)
    return {"statusCode": 204}


def powertools(event, context):
    structured.info("searching", extra={"word": event["queryStringParameters"]["word"]})
    structured.info(f"searching for {event['queryStringParameters']['word']}")
    return {"statusCode": 204}


def number(event, context):
    page = int(event["queryStringParameters"]["page"])
    log.info("page %s of %s", page, event["requestContext"]["requestId"])
    return {"statusCode": 204}


def stripped(event, context):
    word = event["queryStringParameters"]["word"].replace("\r", "").replace("\n", "")
    log.warning("searching for " + word)
    return {"statusCode": 204}


def printed(event, context):
    for record in event["Records"]:
        line = json.loads(record["body"])["line"]
        print(f"{record['messageId']} {line}")
