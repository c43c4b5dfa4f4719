import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Client } from 'pg';

const client = new Client();

export const handler = async (event: APIGatewayProxyEventV2) => {
  const id = event.pathParameters!.id as unknown as number;
  const { rows } = await client.query('SELECT * FROM orders WHERE id = ' + id);
  return { statusCode: 200, body: JSON.stringify(rows) };
};

const KINDS = ['new', 'old'] as const;
type Kind = (typeof KINDS)[number];
const isKind = (value: unknown): value is Kind => KINDS.includes(value as Kind);

export const guarded = async (event: APIGatewayProxyEventV2) => {
  const kind = event.pathParameters?.kind;
  if (!isKind(kind)) return { statusCode: 404 };
  const { rows } = await client.query(`SELECT * FROM orders WHERE kind = '${kind}'`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
