"use strict";

const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient } = require("@aws-sdk/lib-dynamodb");

module.exports = {
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  TableName: process.env.ORDERS_TABLE,
};
