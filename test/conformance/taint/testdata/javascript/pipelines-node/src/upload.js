const fs = require('fs/promises');
const { createPresignedPost } = require('@aws-sdk/s3-presigned-post');
const { S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});

exports.sign = async (event) => {
  const { name } = JSON.parse(event.body);
  const form = await createPresignedPost(s3, { Bucket: process.env.BUCKET, Key: name, Expires: 60 });
  return { statusCode: 200, body: JSON.stringify(form) };
};

exports.created = async ({ Records }) => {
  for (const { s3: entity } of Records) {
    const key = decodeURIComponent(entity.object.key.replace(/\+/g, ' '));
    await fs.writeFile('/tmp/' + key, 'seen');
    await fs.writeFile('/tmp/last', String(entity.object.size));
  }
};
