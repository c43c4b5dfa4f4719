import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Client } from 'pg';

const bedrock = new BedrockRuntimeClient({});

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { question } = JSON.parse(event.body!);
  const body = JSON.stringify({ messages: [{ role: 'user', content: `Write SQL for: ${question}` }], max_tokens: 200, anthropic_version: 'bedrock-2023-05-31' });
  const answer = await bedrock.send(new InvokeModelCommand({ modelId: 'anthropic.claude-3-haiku-20240307-v1:0', body }));
  const statement = JSON.parse(new TextDecoder().decode(answer.body)).content[0].text as string;
  const client = new Client();
  await client.connect();
  const { rows } = await client.query(statement);
  return { statusCode: 200, body: JSON.stringify(rows) };
};
