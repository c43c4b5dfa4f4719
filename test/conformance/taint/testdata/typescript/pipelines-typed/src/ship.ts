import type { EventBridgeEvent } from 'aws-lambda';
import { Client } from 'pg';

export const handler = async ({ detail }: EventBridgeEvent<'made', { country: string; address: string }>) => {
  const client = new Client();
  await client.connect();
  await client.query(`UPDATE parcels SET n = n + 1 WHERE country = '${detail.country}'`);
  await client.query(`INSERT INTO parcels VALUES ('${detail.address}')`);
};
