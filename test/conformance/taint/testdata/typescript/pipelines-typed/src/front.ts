import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { LambdaFunctionURLEvent } from 'aws-lambda';

const lambda = new LambdaClient({});

export const handler = async (event: LambdaFunctionURLEvent) => {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: process.env.BACK, Payload: JSON.stringify({ url: event.queryStringParameters?.url, depth: 1 }) }));
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(Payload?.length) };
};
