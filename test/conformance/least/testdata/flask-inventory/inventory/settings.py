import os

ITEMS_TABLE = os.environ["ITEMS_TABLE"]
REPORTS_BUCKET = os.environ["REPORTS_BUCKET"]
RESTOCK_TOPIC = os.environ.get("RESTOCK_TOPIC", "")
