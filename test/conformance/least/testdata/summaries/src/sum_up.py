import json

import boto3

MODEL = "amazon.titan-text-lite-v1"
bedrock = boto3.client("bedrock-runtime")
textract = boto3.client("textract")


def handler(event, context):
    pages = textract.detect_document_text(Document={"Bytes": event["scan"].encode()})
    text = " ".join(b["Text"] for b in pages["Blocks"] if b["BlockType"] == "LINE")
    answer = bedrock.invoke_model(
        modelId=MODEL,
        body=json.dumps({"inputText": f"Sum up this complaint:\n{text}"}),
    )
    return json.loads(answer["body"].read())["results"][0]["outputText"]
