"""Deploys what an application declares to a moto server, calls its functions there, and records their API calls.

Reads from standard input {"name", "template", "parameters", "secrets", "functions": [{"name", "plan", "environment",
"paths", "handler", "record"}]}. The plan says for each function what is there before and which events it gets
(testdata/<name>.py, or .mjs for those in JavaScript, which drive.mjs calls). Each function runs in a process of its
own and writes its calls as JSON lines to its record.
Prints {"outputs", "failed"}. The server is where AWS_ENDPOINT_URL says.
"""

import importlib
import json
import os
import runpy
import subprocess
import sys
import threading
import traceback

import boto3
import botocore.client


def deploy(given):
    stacks = boto3.client("cloudformation")
    secrets = boto3.client("secretsmanager")
    for name, text in given["secrets"].items():
        given["parameters"][name] = secrets.create_secret(Name=name, SecretString=text)["ARN"]
    stacks.create_stack(
        StackName=given["name"],
        TemplateBody=json.dumps(given["template"]),
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in given["parameters"].items()],
    )
    stack = stacks.describe_stacks(StackName=given["name"])["Stacks"][0]
    if stack["StackStatus"] != "CREATE_COMPLETE":
        raise SystemExit(f"the stack is {stack['StackStatus']}: {stack.get('StackStatusReason')}")
    return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}


class Recorder:
    """Writes each call that the server has answered well, with the parameters as they were given to the operation."""

    def __init__(self, path):
        self.file = open(path, "a")
        self.lock = threading.Lock()
        self.on = False
        create = botocore.client.ClientCreator.create_client

        def create_client(creator, *args, **kwargs):
            client = create(creator, *args, **kwargs)
            credentials = client._request_signer._credentials

            def given(params, model, context, **_):
                context["recorded"] = json.loads(json.dumps(params, default=lambda v: "(data)"))
                if context.get("is_presign_request"):
                    self.write(model, context, credentials, 200)

            def answered(http_response, model, context, **_):
                self.write(model, context, credentials, http_response.status_code)

            client.meta.events.register_last("before-parameter-build", given)
            client.meta.events.register("after-call", answered)
            return client

        botocore.client.ClientCreator.create_client = create_client

    def write(self, model, context, credentials, status):
        if not self.on:
            return
        record = {
            "service": model.service_model.service_name,
            "operation": model.name,
            "parameters": context["recorded"],
            "status": status,
            "key": credentials.access_key,
            "presigned": bool(context.get("is_presign_request")),
        }
        with self.lock:
            self.file.write(json.dumps(record) + "\n")
            self.file.flush()


def call(function):
    recorder = Recorder(function["record"])
    sys.path[:0] = function["paths"]
    name, _, attribute = function["handler"].rpartition(".")
    module = importlib.import_module(name)
    handler = getattr(module, attribute)

    def invoke(event):
        recorder.on = True
        try:
            answer = handler(event, None)
        finally:
            recorder.on = False
        if isinstance(answer, dict) and int(answer.get("statusCode", 200)) >= 500:
            raise SystemExit(f"the function answers {answer}")
        return answer

    runpy.run_path(function["plan"])[function["name"]](invoke, module)


def apart(function, outputs):
    """Calls a function in a process of its own, and says whether that went well."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        os.dup2(2, 1)
        os.environ.update({k: outputs[v] for k, v in function["environment"].items()})
        if function["plan"].endswith(".mjs"):
            driver = os.path.join(os.path.dirname(os.path.abspath(__file__)), "drive.mjs")
            given = function | {"code": function["paths"][0]}
            subprocess.run(["node", driver], input=json.dumps(given), text=True, check=True, timeout=60)
        else:
            call(function)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(given):
    outputs = deploy(given)
    failed = [f["name"] for f in given["functions"] if not apart(f, outputs)]
    print(json.dumps({"outputs": outputs, "failed": failed}))


if __name__ == "__main__":
    main(json.load(sys.stdin))
