import logging

log = logging.getLogger()


def handler(event, context):
    log.warning("searching for %s", event["queryStringParameters"]["word"])
    return {"statusCode": 204}
