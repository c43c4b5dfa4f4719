"""Sales reports for the back office.

GET /admin/reports?filter=row["total"]>100&template=sales.html&title=August
GET /admin/reports?view=<a saved view>
POST /admin/reports   a report definition in YAML, saved and answered as a view
"""

import base64

import export
import render
import views
from orders import fetch


def handler(event, context):
    if event["requestContext"]["http"]["method"] == "POST":
        body = event["body"]
        if event.get("isBase64Encoded"):
            body = base64.b64decode(body)
        return answer(views.encode(views.define(body)), "text/plain")

    query = event.get("queryStringParameters") or {}
    view = views.decode(query["view"]) if "view" in query else {}
    view.update(query)

    rows = [row for row in fetch(view.get("status")) if selected(row, view.get("filter"))]
    page = render.page(view.get("template", "sales.html"), view.get("title", "Sales"), rows)
    if "exchange" in view:
        export.convert(rows, view["exchange"])
    if "share" in view:
        export.to_partner(view["share"], page)
    return answer(page, "text/html")


def selected(row, condition):
    """Conditions are written as Python, the back office knows its way around it by now."""
    return eval(condition, {"row": row}) if condition else True


def answer(body, kind):
    return {"statusCode": 200, "headers": {"Content-Type": kind}, "body": body}
