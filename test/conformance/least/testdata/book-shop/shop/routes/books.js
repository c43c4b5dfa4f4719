const { Router } = require("express");
const { DynamoDB } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocument } = require("@aws-sdk/lib-dynamodb");

const table = DynamoDBDocument.from(new DynamoDB({}));
const TableName = process.env.BOOKS;
const router = Router();

router.get("/:isbn", async (request, response) => {
  const { Item } = await table.get({ TableName, Key: { isbn: request.params.isbn } });
  if (!Item) return response.sendStatus(404);
  return response.json(Item);
});

router.get("/by/:author", async (request, response) => {
  const { Items } = await table.query({
    TableName,
    IndexName: "author-index",
    KeyConditionExpression: "author = :a",
    ExpressionAttributeValues: { ":a": request.params.author },
  });
  response.json(Items);
});

router.delete("/:isbn", async (request, response) => {
  await table.delete({ TableName, Key: { isbn: request.params.isbn } });
  response.sendStatus(204);
});

module.exports = router;
