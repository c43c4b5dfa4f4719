const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb');
const { unmarshall } = require('@aws-sdk/util-dynamodb');
const { randomUUID } = require('crypto');
const { Client } = require('pg');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE;

exports.save = async (event) => {
  const { text } = JSON.parse(event.body);
  await db.send(new PutCommand({ TableName, Item: { id: randomUUID(), text, state: 'new' } }));
  return { statusCode: 201 };
};

exports.show = async () => {
  const { Items } = await db.send(new ScanCommand({ TableName, Limit: 20 }));
  const list = Items.map((item) => `<li class="${item.state}">${item.text}</li>`).join('');
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: `<ul>${list}</ul>` };
};

exports.index = async ({ Records }) => {
  const client = new Client();
  await client.connect();
  for (const { dynamodb } of Records) {
    const comment = unmarshall(dynamodb.NewImage);
    await client.query(`INSERT INTO comments (id, state) VALUES ('${comment.id}', '${comment.state}')`);
    await client.query(`INSERT INTO words (text) VALUES ('${comment.text}')`);
  }
};
