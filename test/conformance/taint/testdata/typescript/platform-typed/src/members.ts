import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent } from 'aws-lambda';
import { execSync } from 'node:child_process';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE;

export const save = async (event: APIGatewayProxyEventV2) => {
  const { id, nick } = JSON.parse(event.body!);
  await db.send(new PutCommand({ TableName, Item: { id: Number(id).toString(), nick, level: 1 } }));
  return { statusCode: 201 };
};

export const page = async (event: APIGatewayProxyEventV2) => {
  const { Item } = await db.send(new GetCommand({ TableName, Key: { id: event.pathParameters!.id } }));
  return { statusCode: 200, headers: { 'content-type': 'text/html' }, body: `<h1>${Item?.nick}</h1><p>${Item?.level}</p>` };
};

export const dump = async (event: DynamoDBStreamEvent) => {
  for (const record of event.Records) {
    const member = unmarshall(record.dynamodb!.NewImage as never);
    execSync(`export-member --level ${member.level} --id ${member.id}`);
    execSync(`export-member --nick ${member.nick}`);
  }
};
