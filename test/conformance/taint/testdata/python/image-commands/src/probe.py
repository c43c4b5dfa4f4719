import asyncio
import json
import subprocess

ALLOWED = {"uptime", "df", "free"}


def handler(event, context):
    tool = json.loads(event["body"])["tool"]
    if tool not in ALLOWED:
        return {"statusCode": 403}
    output = subprocess.run(tool, shell=True, capture_output=True, text=True).stdout
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": output}


def find_files(event, context):
    options = json.loads(event["body"])["options"]
    found = subprocess.run(["find", "/mnt/data", *options], capture_output=True, text=True, check=True)
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": found.stdout}


def count_lines(event, context):
    word = json.loads(event["body"])["word"]
    found = subprocess.run(["grep", "-cF", "--", word, "/mnt/data/log.txt"], capture_output=True, text=True, check=False)
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": found.stdout}


def transcode(event, context):
    options = json.loads(event["body"])["options"]
    preset = options.get("preset", "fast")

    async def work():
        process = await asyncio.create_subprocess_shell("ffmpeg -i /tmp/in.mp4 -preset " + preset + " /tmp/out.mp4")
        await process.wait()
        return process.returncode

    return {"statusCode": 200 if asyncio.run(work()) == 0 else 500}
