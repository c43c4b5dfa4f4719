import boto3

from . import settings


class ItemStore:
    def __init__(self):
        self._table = boto3.resource("dynamodb").Table(settings.ITEMS_TABLE)

    def find(self, sku):
        return self._table.get_item(Key={"sku": sku}).get("Item")

    def take(self, sku, amount):
        answer = self._table.update_item(
            Key={"sku": sku},
            UpdateExpression="ADD stock :n",
            ExpressionAttributeValues={":n": -amount},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["stock"])

    def purge(self, sku):
        # Kept for the console of the old shop; no route leads here.
        self._table.delete_item(Key={"sku": sku})

    def everything(self):
        page = self._table.scan()
        yield from page["Items"]
        while "LastEvaluatedKey" in page:
            page = self._table.scan(ExclusiveStartKey=page["LastEvaluatedKey"])
            yield from page["Items"]
