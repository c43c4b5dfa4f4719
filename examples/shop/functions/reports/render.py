"""Reports as pages."""

import os

from jinja2 import Template

TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")


def page(name, title, rows):
    with open(os.path.join(TEMPLATES, name)) as file:
        layout = file.read()
    return Template(layout.replace("@TITLE@", title)).render(rows=rows)
