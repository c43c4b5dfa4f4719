import importlib
import json

import exporters


def handler(event, context):
    for record in event["Records"]:
        job = json.loads(record["body"])
        module = importlib.import_module(job["module"])
        module.run()


def attribute(event, context):
    kind = json.loads(event["body"])["kind"]
    exporter = getattr(exporters, "export_" + kind, None)
    if exporter is None:
        return {"statusCode": 400}
    return {"statusCode": 200, "body": exporter()}
