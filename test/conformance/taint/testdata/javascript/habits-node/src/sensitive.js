const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
const { randomUUID } = require('crypto');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const login = JSON.parse(event.body);
  console.log(JSON.stringify({ user: login.user, password: login.password }));
  return { statusCode: 204 };
};

exports.redacted = async (event) => {
  const { password, ...rest } = JSON.parse(event.body);
  console.log(JSON.stringify(rest), Boolean(password));
  return { statusCode: 204 };
};

exports.store = async (event) => {
  const { cardNumber, cvc } = JSON.parse(event.body);
  await db.send(new PutCommand({ TableName: process.env.TABLE, Item: { id: randomUUID(), cardNumber, cvc } }));
  return { statusCode: 201 };
};

exports.storeToken = async (event) => {
  const { cardNumber } = JSON.parse(event.body);
  await db.send(new PutCommand({ TableName: process.env.TABLE, Item: { id: randomUUID(), lastFour: cardNumber.slice(-4) } }));
  return { statusCode: 201 };
};
