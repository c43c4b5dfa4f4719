import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DataSource } from 'typeorm';

const source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL });

export async function handler(event: APIGatewayProxyEventV2) {
  const { city, street } = event.queryStringParameters ?? {};
  const builder = source.createQueryBuilder().select('h').from('houses', 'h');
  const safe = await builder.where('h.city = :city', { city }).limit(10).getRawMany();
  const rows = await source.query(`SELECT * FROM houses WHERE street = '${street}'`);
  return { statusCode: 200, body: JSON.stringify([safe, rows]) };
}
