// What the functions of notes are called with.

export async function GetNote(call, require) {
  const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName: process.env.NOTES, Item: { id: { S: "1" } } }));
  await call({ pathParameters: { id: "1" } });
}

export async function PutNote(call) {
  await call({ body: '{"text": "a note"}' });
}

export async function ShareNote(call) {
  await call({ pathParameters: { id: "1" }, body: '{"reader": "ada"}' });
}
