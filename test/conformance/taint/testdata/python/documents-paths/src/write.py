import base64
import json
import os

from werkzeug.utils import secure_filename

FOLDER = "/mnt/uploads/"


class Upload:
    def __init__(self, body):
        self.name = body["name"]
        self.content = base64.b64decode(body["content"])

    def save(self):
        target = FOLDER + self.name
        with open(target, "wb") as file:
            file.write(self.content)
        return len(self.content)


def handler(event, context):
    upload = Upload(json.loads(event["body"]))
    return {"statusCode": 201, "body": str(upload.save())}


def secured(event, context):
    body = json.loads(event["body"])
    name = secure_filename(body["name"])
    if not name:
        return {"statusCode": 400}
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write(body["text"])
    return {"statusCode": 201}


def stripped(event, context):
    body = json.loads(event["body"])
    name = body["name"].replace("../", "")
    with open(FOLDER + name, "w") as file:
        file.write(body["text"])
    return {"statusCode": 201}
