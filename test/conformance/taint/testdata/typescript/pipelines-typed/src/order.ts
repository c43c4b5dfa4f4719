import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';
import { emit } from './lib/clients';

const Order = z.object({ country: z.enum(['de', 'fr']), address: z.string(), total: z.number() });

export const handler = async (event: APIGatewayProxyEventV2) => {
  const order = Order.parse(JSON.parse(event.body ?? '{}'));
  await emit('shop.order', order);
  return { statusCode: 202 };
};
