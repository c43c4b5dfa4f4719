import json


COMMANDS = {}


def command(name):
    def register(function):
        COMMANDS[name] = function
        return function

    return register


@command("sum")
def add(arguments):
    return sum(float(a) for a in arguments)


@command("eval")
def evaluate(arguments):
    return eval(arguments[0])


def handler(event, context):
    body = json.loads(event["body"])
    function = COMMANDS.get(body["command"])
    if function is None:
        return {"statusCode": 400}
    return {"statusCode": 200, "body": json.dumps(function(body["arguments"]))}


def connect(event, context):
    connection = event["requestContext"]["connectionId"]
    with open("/mnt/chat/" + connection, "w") as file:
        file.write(event["requestContext"]["stage"])
    return {"statusCode": 200}
