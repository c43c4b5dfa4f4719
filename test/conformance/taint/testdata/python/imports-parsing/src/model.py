import io
import json
from pathlib import Path

import boto3
import joblib

s3 = boto3.client("s3")


def handler(event, context):
    record = event["Records"][0]["s3"]
    body = s3.get_object(Bucket=record["bucket"]["name"], Key=record["object"]["key"])["Body"]
    model = joblib.load(io.BytesIO(body.read()))
    return {"features": int(model.n_features_in_)}


def bundled(event, context):
    model = joblib.load(Path(__file__).with_name("model.joblib"))
    values = [float(v) for v in json.loads(event["body"])["values"]]
    return {"statusCode": 200, "body": json.dumps(model.predict([values]).tolist())}
