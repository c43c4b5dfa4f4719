import os

import psycopg
from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types
from aws_lambda_powertools.event_handler.router import Router


logger = Logger()
tracer = Tracer()
app = APIGatewayRestResolver()
router = Router()


@app.get("/users/<name>")
def user(name: str):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT id FROM users WHERE name = '" + name + "'").fetchone()
    return {"id": row}


@router.post("/run")
def run():
    data: dict = router.current_event.json_body
    os.system(data["command"])
    logger.info("ran", extra={"command": data["command"]})
    return {"ok": True}


@router.get("/page")
def page():
    title = router.current_event.get_query_string_value("title", "none")
    return Response(status_code=200, content_type=content_types.TEXT_HTML, body=f"<h1>{title}</h1>")


@router.get("/data")
def data_page():
    title = router.current_event.get_query_string_value("title", "none")
    return {"title": f"<h1>{title}</h1>"}


app.include_router(router, prefix="/tools")


@logger.inject_lambda_context
@tracer.capture_lambda_handler
def handler(event, context):
    return app.resolve(event, context)
