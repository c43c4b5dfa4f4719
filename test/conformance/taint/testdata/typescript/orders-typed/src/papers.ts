import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const ROOT = '/mnt/papers';

export const handler = async ({ pathParameters }: APIGatewayProxyEventV2) => {
  const name = pathParameters?.name?.replace(/^\/+/, '') ?? 'index';
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: await readFile(join(ROOT, name), 'utf8') };
};

const inside = (root: string, target: string): boolean => {
  const way = relative(root, target);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
};

export const checked = async ({ pathParameters }: APIGatewayProxyEventV2) => {
  const target = join(ROOT, pathParameters?.name ?? 'index');
  if (!inside(ROOT, target)) throw new Error('outside');
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: await readFile(target, 'utf8') };
};
