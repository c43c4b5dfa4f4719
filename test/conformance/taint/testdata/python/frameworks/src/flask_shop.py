import os
import subprocess

import psycopg
import serverless_wsgi
from flask import Flask, abort, jsonify, redirect, render_template_string, request, send_file, send_from_directory
from markupsafe import escape


app = Flask(__name__)


def database():
    return psycopg.connect(os.environ["DATABASE_URL"])


@app.get("/orders/<order>")
def order_of_text(order):
    with database() as connection:
        row = connection.execute(f"SELECT * FROM orders WHERE code = '{order}'").fetchone()
    return jsonify(row)


@app.get("/numbers/<int:order>")
def order_of_number(order):
    with database() as connection:
        row = connection.execute(f"SELECT * FROM orders WHERE id = {order}").fetchone()
    return jsonify(row)


@app.post("/convert")
def convert():
    kind = request.get_json()["kind"]
    subprocess.run("convert --to " + kind, shell=True, check=True)
    size = request.args.get("size", 10, type=int)
    subprocess.run(f"resize --to {size}", shell=True, check=True)
    return "", 204


@app.get("/hello")
def hello():
    name = request.args.get("name", "you")
    return "<h1>Hello " + name + "</h1>"


@app.get("/hello/escaped")
def hello_escaped():
    return f"<h1>Hello {escape(request.args['name'])}</h1>"


@app.get("/page")
def page():
    title = request.args["title"]
    return render_template_string("<h1>" + title + "</h1>")


@app.get("/page/ours")
def page_ours():
    return render_template_string("<h1>{{ title }}</h1>", title=request.args["title"])


@app.get("/go")
def go():
    return redirect(request.args["next"])


@app.get("/files/<path:name>")
def files(name):
    return send_file(os.path.join("/mnt/files", name))


@app.get("/safe-files/<path:name>")
def safe_files(name):
    return send_from_directory("/mnt/files", name)


@app.get("/kinds/<any(a, b):kind>")
def kinds(kind):
    if kind not in ("a", "b"):
        abort(404)
    os.system("list-kind " + kind)
    return "", 204


def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
