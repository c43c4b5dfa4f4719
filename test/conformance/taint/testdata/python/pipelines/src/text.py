import boto3
import yaml

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        key = record["s3"]["object"]["key"]
        answer = s3.get_object(Bucket=record["s3"]["bucket"]["name"], Key=key)
        with open("/tmp/" + key, "wb") as file:
            file.write(b"seen")
        document = yaml.load(answer["Body"], Loader=yaml.Loader)
        print(len(document))
