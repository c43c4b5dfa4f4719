import type { KinesisStreamEvent } from 'aws-lambda';
import { Client } from 'pg';

export const handler = async (event: KinesisStreamEvent): Promise<void> => {
  const client = new Client();
  await client.connect();
  for (const { kinesis } of event.Records) {
    const { unit, value } = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'));
    await client.query(`INSERT INTO readings (value) VALUES (${value})`);
    await client.query(`INSERT INTO readings (unit) VALUES ('${unit}')`);
  }
};
