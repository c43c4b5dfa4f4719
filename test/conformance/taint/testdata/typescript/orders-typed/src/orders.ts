import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { z } from 'zod';
import { OrderStore } from './lib/store';

const store = new OrderStore();

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const customer: string = event.queryStringParameters?.customer ?? '';
  return { statusCode: 200, body: JSON.stringify(await store.byCustomer(customer)) };
};

const Wanted = z.object({ id: z.number().int(), state: z.enum(['open', 'closed']), tenant: z.string().uuid() });

export const parsed = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const wanted = Wanted.parse(JSON.parse(event.body ?? '{}'));
  return { statusCode: 200, body: JSON.stringify(await store.raw(`SELECT * FROM orders WHERE id = ${wanted.id} AND state = '${wanted.state}' AND tenant = '${wanted.tenant}'`)) };
};

const Loose = z.object({ id: z.coerce.number(), remark: z.string().min(1).trim() });

export const loose = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const result = Loose.safeParse(JSON.parse(event.body ?? '{}'));
  if (!result.success) {
    return { statusCode: 400 };
  }
  const { id, remark } = result.data;
  return { statusCode: 200, body: JSON.stringify(await store.raw(`SELECT * FROM orders WHERE id = ${id} AND remark = '${remark}'`)) };
};
