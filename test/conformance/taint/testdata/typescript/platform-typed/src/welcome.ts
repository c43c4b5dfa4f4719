import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { Client } from 'pg';

export const handler = async (event: CustomMessageTriggerEvent) => {
  const client = new Client();
  await client.connect();
  const campaign = event.request.clientMetadata?.campaign ?? 'none';
  await client.query(`INSERT INTO campaigns VALUES ('${campaign}')`);
  await client.query(`INSERT INTO triggers VALUES ('${event.triggerSource}')`);
  return event;
};
