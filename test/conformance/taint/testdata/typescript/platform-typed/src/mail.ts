import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';

const sqs = new SQSClient({});
const ses = new SESClient({});

export const enqueue = async (event: APIGatewayProxyEventV2) => {
  const { subject, order } = JSON.parse(event.body!);
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: JSON.stringify({ subject, order: Number(order) }) }));
  return { statusCode: 202 };
};

export const send = async (event: SQSEvent) => {
  for (const record of event.Records) {
    const { subject, order } = JSON.parse(record.body);
    const raw = `From: shop@example.com\r\nTo: help@example.com\r\nX-Order: ${order}\r\nSubject: ${subject}\r\n\r\nHello`;
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));
  }
};
