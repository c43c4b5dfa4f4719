import datetime
import decimal
import functools
import json
import re
from enum import Enum

from database import run

COLUMNS = ("title", "text", "colour")


def answer():
    return {"statusCode": 204}


def body_of(event):
    return json.loads(event["body"])


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


def must_be_name(text):
    if not re.fullmatch(r"[a-z_]{1,30}", text):
        raise ValueError("no name")


def is_name(text):
    return re.fullmatch(r"[a-z_]{1,30}", text) is not None


def raises(event, context):
    name = body_of(event)["name"]
    must_be_name(name)
    run(f"SELECT * FROM {name}")
    return answer()


def ignored(event, context):
    name = body_of(event)["name"]
    is_name(name)
    run(f"SELECT * FROM {name}")
    return answer()


def named(function):
    @functools.wraps(function)
    def inner(event, context):
        if not is_name(body_of(event).get("name", "")):
            return {"statusCode": 400}
        return function(event, context)

    return inner


@named
def decorated(event, context):
    name = body_of(event)["name"]
    run(f"SELECT * FROM {name}")
    return answer()


def convert_or_keep(event, context):
    number = body_of(event)["number"]
    try:
        number = int(number)
    except ValueError:
        print("kept as it is")
    run(f"SELECT * FROM notes WHERE id = {number}")
    return answer()


def convert_or_default(event, context):
    try:
        number = int(body_of(event)["number"])
    except (KeyError, TypeError, ValueError):
        number = 0
    run(f"SELECT * FROM notes WHERE id = {number}")
    return answer()


def matched_group(event, context):
    if match := re.search(r"name=([A-Za-z0-9]+)", body_of(event)["query"]):
        run(f"SELECT * FROM notes WHERE name = '{match.group(1)}'")
    return answer()


def matched_whole(event, context):
    query = body_of(event)["query"]
    if match := re.search(r"name=([A-Za-z0-9]+)", query):
        print(len(match.group(1)))
        run(f"SELECT * FROM notes WHERE name = '{query[5:]}'")
    return answer()


def all_characters(event, context):
    name = body_of(event)["name"]
    if not all(character.isalnum() for character in name):
        return {"statusCode": 400}
    run(f"SELECT * FROM notes WHERE name = '{name}'")
    return answer()


def enum_member(event, context):
    colour = Colour(body_of(event)["colour"])
    run(f"SELECT * FROM notes WHERE colour = '{colour.value}'")
    return answer()


def conditional(event, context):
    column = body_of(event)["column"]
    run("SELECT * FROM notes ORDER BY " + (column if column in COLUMNS else "title"))
    return answer()


def dates(event, context):
    body = body_of(event)
    day = datetime.date.fromisoformat(body["day"])
    price = decimal.Decimal(body["price"])
    run(f"SELECT * FROM notes WHERE day > '{day.isoformat()}' AND price < {price}")
    return answer()
