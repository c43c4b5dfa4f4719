import json
import os
import shlex
import subprocess


def handler(event, context):
    job = json.loads(event["body"])
    target = job["format"]
    status = os.system("convert /tmp/in.png /tmp/out." + target)
    return {"statusCode": 200 if status == 0 else 500}


def as_list(event, context):
    job = json.loads(event["body"])
    width = job["width"]
    done = subprocess.run(["convert", "/tmp/in.png", "-resize", width, "/tmp/out.png"], check=False)
    return {"statusCode": 200 if done.returncode == 0 else 500}


def quoted(event, context):
    job = json.loads(event["body"])
    label = shlex.quote(job["label"])
    subprocess.run(f"convert /tmp/in.png -set label {label} /tmp/out.png", shell=True, check=True)
    return {"statusCode": 200}
