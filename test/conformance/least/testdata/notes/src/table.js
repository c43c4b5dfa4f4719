import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const TableName = process.env.NOTES;

export async function find(id) {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { id } }));
  return Item;
}

export async function store(note) {
  await documents.send(new PutCommand({ TableName, Item: note }));
}
