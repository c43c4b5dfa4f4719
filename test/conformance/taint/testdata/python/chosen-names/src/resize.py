import os
import subprocess


def handler(event, context):
    source = event["source"]
    os.system(f"check {source['key']} {source['size']}")
    subprocess.run(f"convert /mnt/{source['key']} -resize {event['size']} /tmp/out.png", shell=True, check=True)
