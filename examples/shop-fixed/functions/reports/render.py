"""Reports as pages: values are values, whatever is in them."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
)


def sales(title, rows):
    return pages.get_template("sales.html").render(title=title, rows=rows)
