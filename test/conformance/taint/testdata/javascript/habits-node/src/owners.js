const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { Item } = await db.send(new GetCommand({ TableName: 'notes', Key: { id: event.pathParameters.id } }));
  return { statusCode: 200, body: JSON.stringify(Item) };
};

exports.own = async (event) => {
  const owner = event.requestContext.authorizer.jwt.claims.sub;
  const { Item } = await db.send(new GetCommand({ TableName: 'notes', Key: { owner, id: event.pathParameters.id } }));
  return { statusCode: 200, body: JSON.stringify(Item) };
};
