import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';

const kinesis = new KinesisClient({});

export const handler = async (event: { unit: string; value: unknown }): Promise<void> => {
  const reading = { unit: event.unit, value: Number(event.value) };
  await kinesis.send(new PutRecordCommand({ StreamName: process.env.STREAM, PartitionKey: 'all', Data: Buffer.from(JSON.stringify(reading)) }));
};
