import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import { enqueue, table } from './lib/clients';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { file, pages } = JSON.parse(event.body ?? '{}') as { file: string; pages: number };
  const id = randomUUID();
  await enqueue({ id, file, pages: Math.floor(Number(pages)) });
  await table.send(new PutCommand({ TableName: process.env.TABLE, Item: { id, file, state: 'new' } }));
  return { statusCode: 202 };
};
