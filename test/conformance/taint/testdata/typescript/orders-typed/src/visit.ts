import type { LambdaFunctionURLEvent } from 'aws-lambda';
import got from 'got';

const timeout = { request: 3000 };

export const handler = async (event: LambdaFunctionURLEvent) => {
  const target = Buffer.from(event.queryStringParameters!.to!, 'base64url').toString();
  const answer = await got(target, { timeout });
  return { statusCode: answer.statusCode };
};

const allowed: Record<string, string> = { news: 'https://news.example.com/', help: 'https://help.example.com/' };

export const checked = async (event: LambdaFunctionURLEvent) => {
  const page = event.queryStringParameters?.page ?? 'news';
  const target = allowed[page] ?? allowed.news;
  const answer = await got(target, { timeout });
  return { statusCode: answer.statusCode };
};
