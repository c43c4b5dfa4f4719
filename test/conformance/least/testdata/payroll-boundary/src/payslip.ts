import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({});

export const handler = async (event: { employee: string; month: string }): Promise<string> => {
  const found = await dynamodb.send(
    new GetItemCommand({ TableName: process.env.SALARIES, Key: { employee: { S: event.employee } } }),
  );
  const amount = found.Item?.amount?.N ?? "0";
  const Key = `${process.env.STACK}/${event.month}/${event.employee}.txt`;
  await s3.send(new PutObjectCommand({ Bucket: process.env.SLIPS, Key, Body: `You are paid ${amount}.` }));
  return Key;
};
