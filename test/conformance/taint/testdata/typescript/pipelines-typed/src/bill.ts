import type { EventBridgeEvent } from 'aws-lambda';
import { Client } from 'pg';

export const handler = async ({ detail }: EventBridgeEvent<'made', { total: number; address: string }>) => {
  const client = new Client();
  await client.connect();
  await client.query(`INSERT INTO bills VALUES (${detail.total})`);
  await client.query('INSERT INTO bills VALUES ($1)', [detail.address]);
};
