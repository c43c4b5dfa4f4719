import ast
import json
import operator


def handler(event, context):
    formula = json.loads(event["body"])["formula"]
    result = eval(formula)
    return {"statusCode": 200, "body": json.dumps({"result": result})}


def literal(event, context):
    value = ast.literal_eval(json.loads(event["body"])["value"])
    return {"statusCode": 200, "body": json.dumps({"result": value})}


def empty_globals(event, context):
    body = json.loads(event["body"])
    expression = f"price * ({body['factor']})"
    result = eval(expression, {"__builtins__": {}}, {"price": 3})
    return {"statusCode": 200, "body": json.dumps({"result": result})}


OPERATIONS = {"add": operator.add, "mul": operator.mul}


def table(event, context):
    body = json.loads(event["body"])
    operation = OPERATIONS[body["operation"]]
    return {"statusCode": 200, "body": json.dumps(operation(float(body["a"]), float(body["b"])))}
