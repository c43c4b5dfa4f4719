const { GetObjectCommand, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');

const s3 = new S3Client({});
const Bucket = process.env.BUCKET;

exports.prefix = async (event) => {
  const user = event.headers['x-user'];
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'photos/' + user + '/me.png' }));
  return { statusCode: 200, body: JSON.stringify(url) };
};

exports.checked = async (event) => {
  const { sub } = event.requestContext.authorizer.jwt.claims;
  const { key } = event.queryStringParameters;
  if (!key.startsWith(`${sub}/`)) return { statusCode: 403 };
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: key }));
  return { statusCode: 200, body: JSON.stringify(url) };
};
