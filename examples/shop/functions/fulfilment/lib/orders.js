"use strict";

const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } = require("@aws-sdk/lib-dynamodb");

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.ORDERS_TABLE;

async function find(orderId) {
  const { Item } = await dynamodb.send(new GetCommand({ TableName, Key: { orderId } }));
  return Item;
}

async function save(order) {
  await dynamodb.send(new PutCommand({ TableName, Item: order }));
}

async function setStatus(orderId, status) {
  await dynamodb.send(
    new UpdateCommand({
      TableName,
      Key: { orderId },
      UpdateExpression: "SET #status = :status",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":status": status },
    })
  );
}

module.exports = { find, save, setStatus };
