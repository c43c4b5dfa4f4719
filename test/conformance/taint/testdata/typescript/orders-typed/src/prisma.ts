import { Prisma, PrismaClient } from '@prisma/client';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';

const prisma = new PrismaClient();

export const unsafe: APIGatewayProxyHandlerV2 = async (event) => {
  const { name } = event.queryStringParameters as { name: string };
  const rows = await prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${name}'`);
  return { statusCode: 200, body: JSON.stringify(rows) };
};

export const tagged: APIGatewayProxyHandlerV2 = async (event) => {
  const name = event.queryStringParameters!.name!;
  const rows = await prisma.$queryRaw`SELECT * FROM users WHERE name = ${name}`;
  const more = await prisma.$queryRaw(Prisma.sql`SELECT * FROM users WHERE name = ${name}`);
  const bound = await prisma.$queryRawUnsafe('SELECT * FROM users WHERE name = $1', name);
  return { statusCode: 200, body: JSON.stringify([rows, more, bound]) };
};
