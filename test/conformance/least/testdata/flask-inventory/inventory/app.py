import boto3
import serverless_wsgi
from flask import Flask, jsonify, request

from . import settings
from .store import ItemStore

app = Flask(__name__)
store = ItemStore()
s3 = boto3.client("s3")
sns = boto3.client("sns")


@app.get("/items/<sku>")
def item(sku):
    found = store.find(sku)
    return (jsonify(found), 200) if found else ("", 404)


@app.post("/items/<sku>/take")
def take(sku):
    left = store.take(sku, int(request.json["amount"]))
    if left < 5:
        sns.publish(TopicArn=settings.RESTOCK_TOPIC, Message=sku)
    return jsonify(left=left)


@app.get("/reports/<day>")
def report(day):
    answer = s3.get_object(Bucket=settings.REPORTS_BUCKET, Key=f"daily/{day}.csv")
    return answer["Body"].read(), 200, {"Content-Type": "text/csv"}


def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
