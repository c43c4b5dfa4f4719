import json

import jsonpickle


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            job = jsonpickle.decode(record["body"])
            job.run()
            json.loads(record["body"])
        except ValueError:
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
