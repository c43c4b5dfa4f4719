import base64
import json
from urllib.parse import unquote_plus

from .repository import Products, Reviews, run
from .request import Request

products = Products()
reviews = Reviews(prefix="shop")


def find_products(event, context):
    request = Request(event)
    return _json(products.find(request.query("q"), request.query("page")))


def find_products_safe(event, context):
    request = Request(event)
    return _json(products.find_safely(request.query("q")))


def add_review(event, context):
    raw = event["body"]
    if event.get("isBase64Encoded"):
        raw = base64.b64decode(raw).decode()
    review = json.loads(raw)
    reviews.add(text=review["text"], stars=int(review["stars"]))
    return _json({"ok": True})


def export_reviews(event, context):
    since = event["rawQueryString"].partition("since=")[2]
    rows = list(reviews.export(unquote_plus(since)))
    return _json(rows)


def rename_product(event, context):
    update = {"id": int(event["pathParameters"]["id"]), "name": json.loads(event["body"])["name"]}
    run("UPDATE products SET seen = true WHERE id = %d" % update["id"])  
    return _json({"id": update["id"]})


def tag_cloud(event, context):
    tags = [t.strip() for t in event["queryStringParameters"]["tags"].split(",")]
    quoted = ",".join("'" + t + "'" for t in tags)
    return _json(run("SELECT tag, count(*) FROM tags WHERE tag IN (" + quoted + ") GROUP BY tag"))


def cart(event, context):
    cookies = dict(part.strip().split("=", 1) for part in event["headers"]["cookie"].split(";"))
    return _json(run(f"SELECT * FROM cart_items WHERE cart = '{cookies['cart']}'"))


def _json(value):
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}
