import axios from 'axios';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { randomInt } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';

const key = new TextEncoder().encode(process.env.JWT_KEY);
const bearer = (event: APIGatewayProxyEventV2) => event.headers.authorization!.slice(7);

export const handler = async () => {
  const passwordResetCode = Math.floor(100000 + Math.random() * 900000);
  const fallback = randomInt(100000, 1000000);
  return { statusCode: 200, body: JSON.stringify({ sent: passwordResetCode !== fallback }) };
};

export const whoami = async (event: APIGatewayProxyEventV2) => {
  const { payload } = await jwtVerify(bearer(event), key, { audience: 'shop' });
  const claims = decodeJwt(bearer(event));
  return { statusCode: 200, body: JSON.stringify({ me: payload.sub, name: claims.name }) };
};

export const failing = async (event: APIGatewayProxyEventV2) => {
  try {
    const claims = decodeJwt(bearer(event));
    return { statusCode: claims.admin ? 200 : 403 };
  } catch (error) {
    return { statusCode: 500, body: error instanceof Error ? error.stack : 'unknown' };
  }
};

const client = axios.create({ baseURL: 'https://partner.example.com' });

export const callee = async () => {
  const answer = await client.get('/health');
  return { statusCode: answer.status };
};
