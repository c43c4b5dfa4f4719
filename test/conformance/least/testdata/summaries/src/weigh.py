import os

import boto3

comprehend = boto3.client("comprehend")
bedrock = boto3.client("bedrock-runtime")


def handler(event, context):
    mood = comprehend.detect_sentiment(Text=event["text"], LanguageCode="en")
    if mood["Sentiment"] != "NEGATIVE":
        return {"weight": 0}
    answer = bedrock.converse(
        modelId=os.environ["MODEL_ID"],
        messages=[{"role": "user", "content": [{"text": f"From 1 to 9, how urgent is this? {event['text']}"}]}],
    )
    return {"weight": int(answer["output"]["message"]["content"][0]["text"])}
