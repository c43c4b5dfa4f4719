import json
import os

from pymongo import MongoClient

people = MongoClient(os.environ["MONGO_URL"]).company.people


def login(event, context):
    body = json.loads(event["body"])
    found = people.find_one({"name": str(body["name"]), "pin": body["pin"]})
    return {"statusCode": 200 if found else 401}


def login_text(event, context):
    body = json.loads(event["body"])
    if not isinstance(body.get("name"), str) or not isinstance(body.get("pin"), str):
        return {"statusCode": 400}
    found = people.find_one({"name": body["name"], "pin": body["pin"]})
    return {"statusCode": 200 if found else 401}


def by_query(event, context):
    town = event["queryStringParameters"]["town"]
    names = [p["name"] for p in people.find({"town": town}).limit(20)]
    return {"statusCode": 200, "body": json.dumps(names)}


def where(event, context):
    town = event["queryStringParameters"]["town"]
    names = [p["name"] for p in people.find({"$where": f"this.town == '{town}'"}).limit(20)]
    return {"statusCode": 200, "body": json.dumps(names)}


def custom(event, context):
    criteria = json.loads(event["body"])["criteria"]
    stages = [{"$match": criteria}, {"$limit": 20}]
    names = [p["name"] for p in people.aggregate(stages)]
    return {"statusCode": 200, "body": json.dumps(names)}
