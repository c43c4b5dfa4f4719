import asyncio
import json
import os

import aiohttp
import boto3


def publish(event, context):
    body = json.loads(event["body"])
    detail = {"image": {"url": body["url"], "width": 200}}
    boto3.client("events").put_events(Entries=[{"EventBusName": os.environ["BUS"], "Source": "shop.images", "DetailType": "added", "Detail": json.dumps(detail)}])
    return {"statusCode": 202}


async def fetch(session, url):
    async with session.get(url) as answer:
        return await answer.read()


async def main(images):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        return await asyncio.gather(*(fetch(session, image["url"]) for image in images))


def handler(event, context):
    asyncio.run(main([event["detail"]["image"]]))
