import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const table = new DynamoDBClient({});
const bucket = new S3Client({});

// handler takes an order, and keeps its receipt.
export const handler = async (event) => {
  const order = JSON.parse(event.body);
  await table.send(new PutItemCommand({
    TableName: process.env.TABLE,
    Item: { id: { S: order.id }, customer: { S: order.customer }, total: { N: String(order.total) } },
  }));
  await bucket.send(new PutObjectCommand({
    Bucket: process.env.RECEIPTS,
    Key: `${order.id}.json`,
    Body: event.body,
  }));
  return { statusCode: 201, body: JSON.stringify({ id: order.id }) };
};
