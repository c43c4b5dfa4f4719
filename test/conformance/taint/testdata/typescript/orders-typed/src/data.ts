import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const data = new RDSDataClient({});
const where = { resourceArn: process.env.CLUSTER, secretArn: process.env.SECRET };

export const handler = async (event: APIGatewayProxyEvent) => {
  const body = JSON.parse(event.body!) as { city: string; id: string };
  const sql = 'SELECT id FROM stores WHERE city = ' + `'${body.city}'`;
  await data.send(new ExecuteStatementCommand({ ...where, sql: 'SELECT 1 FROM stores WHERE id = :id', parameters: [{ name: 'id', value: { stringValue: body.id } }] }));
  const result = await data.send(new ExecuteStatementCommand({ ...where, sql }));
  return { statusCode: 200, body: JSON.stringify(result.records) };
};
