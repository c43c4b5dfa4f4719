import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        head = s3.head_object(Bucket=record["s3"]["bucket"]["name"], Key=record["s3"]["object"]["key"])
        author = head["Metadata"].get("author", "nobody")
        with open(f"/mnt/authors/{author}.log", "a") as file:
            file.write(f"{head['ContentLength']}\n")
