import functools
import json


def traced(function):
    @functools.wraps(function)
    def inner(*arguments, **named):
        return function(*arguments, **named)

    return inner


@traced
def execute(source, names=None):
    code = compile(source, "<script>", "exec")
    exec(code, names or {})


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["Sns"]["Message"])
        execute(message["script"])
