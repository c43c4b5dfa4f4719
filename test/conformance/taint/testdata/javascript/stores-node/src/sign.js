const { randomUUID } = require('crypto');
const { GetObjectCommand, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');

const s3 = new S3Client({});
const Bucket = process.env.BUCKET;

exports.handler = async (event) => {
  const { key } = event.queryStringParameters;
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: key }), { expiresIn: 60 });
  return { statusCode: 200, body: JSON.stringify({ url }) };
};

exports.own = async (event) => {
  const { sub } = event.requestContext.authorizer.jwt.claims;
  const { name } = event.queryStringParameters;
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: `${sub}/${name}` }), { expiresIn: 60 });
  return { statusCode: 200, body: JSON.stringify({ url }) };
};

exports.random = async () => {
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: `uploads/${randomUUID()}` }), { expiresIn: 60 });
  return { statusCode: 200, body: JSON.stringify({ url }) };
};
