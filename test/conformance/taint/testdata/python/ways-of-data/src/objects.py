import contextlib
import json
import os
from dataclasses import dataclass, field

from database import run


@dataclass
class Note:
    text: str
    kind: str = "draft"
    tags: list = field(default_factory=list)

    def statement(self):
        return f"INSERT INTO notes VALUES ('{self.text}', '{self.kind}')"


def data_class(event, context):
    run(Note(text=json.loads(event["body"])["text"]).statement())
    return {"statusCode": 204}


class Command:
    program = "build"

    def __init__(self, name):
        self.name = name

    def argument(self):
        return self.name

    def run(self):
        os.system(f"{self.program} {self.argument()}")


class Raw(Command):
    program = "show"


class Fixed(Command):
    def argument(self):
        return "all"


def inherited(event, context):
    name = json.loads(event["body"])["name"]
    for command in (Fixed(name), Raw(name)):
        command.run()
    return {"statusCode": 204}


class Upload:
    def __init__(self, body):
        self._body = body

    @property
    def path(self):
        return os.path.join("/mnt/uploads", self._body["name"])

    @property
    def size(self):
        return int(self._body["size"])


def property_read(event, context):
    upload = Upload(json.loads(event["body"]))
    with open(upload.path, "wb") as file:
        file.truncate(upload.size)
    return {"statusCode": 204}


def replaced(event, context):
    note = Note(text=json.loads(event["body"])["text"])
    note.text = "removed"
    run(note.statement())
    return {"statusCode": 204}


@contextlib.contextmanager
def working(name):
    path = "/mnt/jobs/" + name
    try:
        yield path
    finally:
        print("done")


def managed(event, context):
    with working(json.loads(event["body"])["name"]) as path:
        os.remove(path)
    return {"statusCode": 204}


def builder(mode):
    def build(name="all"):
        return os.system(f"build --mode {mode} {name}")

    return build


def closure(event, context):
    build = builder(json.loads(event["body"])["mode"])
    build()
    return {"statusCode": 204}


def statements(texts):
    yield "BEGIN"
    for text in texts:
        yield f"INSERT INTO notes VALUES ('{text}')"


def generated(event, context):
    for statement in statements(json.loads(event["body"])["texts"]):
        run(statement)
    return {"statusCode": 204}


request = {}


def act():
    run("INSERT INTO notes VALUES ('" + request["text"] + "')")


def module_state(event, context):
    global request
    request = json.loads(event["body"])
    act()
    return {"statusCode": 204}
