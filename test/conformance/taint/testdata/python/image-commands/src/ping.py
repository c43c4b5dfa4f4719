import ipaddress
import shlex
import subprocess


def handler(event, context):
    host = event["headers"].get("x-target-host", "localhost")
    if ";" in host or "&" in host:
        return {"statusCode": 400, "body": "bad host"}
    output = subprocess.getoutput(f"ping -c 1 {host}")
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": output}


def quoted_inside(event, context):
    host = shlex.quote(event["headers"]["x-target-host"])
    output = subprocess.check_output(f'sh -c "ping -c 1 {host}"', shell=True, text=True)
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": output}


def fixed(event, context):
    try:
        host = ipaddress.IPv4Address(event["headers"]["x-target-host"])
    except ValueError:
        return {"statusCode": 400, "body": "not an address"}
    output = subprocess.getoutput(f"ping -c 1 {host}")
    return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": output}
