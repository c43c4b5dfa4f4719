const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ExecuteStatementCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE;

exports.scan = async (event) => {
  const { filter, value } = event.queryStringParameters;
  const input = { TableName, FilterExpression: 'hidden = :no AND ' + filter, ExpressionAttributeValues: { ':no': false, ':v': value } };
  const { Count } = await db.send(new ScanCommand(input));
  return { statusCode: 200, body: JSON.stringify(Count) };
};

exports.bound = async (event) => {
  const { value } = event.queryStringParameters;
  const { Count } = await db.send(new ScanCommand({ TableName, FilterExpression: '#c = :v', ExpressionAttributeNames: { '#c': 'colour' }, ExpressionAttributeValues: { ':v': value } }));
  return { statusCode: 200, body: JSON.stringify(Count) };
};

exports.partiql = async (event) => {
  const { owner } = JSON.parse(event.body);
  await db.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}" WHERE owner = ?`, Parameters: [owner] }));
  const { Items } = await db.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}" WHERE owner = '${owner}'` }));
  return { statusCode: 200, body: JSON.stringify(Items) };
};
