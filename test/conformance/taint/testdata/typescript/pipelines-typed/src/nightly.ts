import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { rm } from 'node:fs/promises';
import { table } from './lib/clients';

export const handler = async (): Promise<void> => {
  const { Items = [] } = await table.send(new ScanCommand({ TableName: process.env.TABLE, Limit: 100 }));
  for (const { file, state } of Items) {
    await rm(`/mnt/states/${state}`);
    await rm(`/mnt/files/${file}`);
  }
};
