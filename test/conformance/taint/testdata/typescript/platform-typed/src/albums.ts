import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';

const s3 = new S3Client({});

export const sign = async (event: APIGatewayProxyEventV2) => {
  const { album, user } = JSON.parse(event.body!);
  const command = new GetObjectCommand({ Bucket: process.env.BUCKET, Key: `${user}/${album}` });
  return { statusCode: 200, body: JSON.stringify({ url: await getSignedUrl(s3, command, { expiresIn: 60 }) }) };
};

export const own = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const { album } = JSON.parse(event.body!);
  const command = new GetObjectCommand({ Bucket: process.env.BUCKET, Key: `${event.requestContext.authorizer.jwt.claims.sub}/${album}` });
  return { statusCode: 200, body: JSON.stringify({ url: await getSignedUrl(s3, command, { expiresIn: 60 }) }) };
};
