import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';

export const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const bridge = new EventBridgeClient({});

export async function enqueue<T>(message: T): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify(message) }));
}

export async function emit(source: string, detail: Record<string, unknown>): Promise<void> {
  await bridge.send(new PutEventsCommand({ Entries: [{ EventBusName: process.env.BUS, Source: source, DetailType: 'made', Detail: JSON.stringify(detail) }] }));
}
