const { S3Client, GetObjectCommand } = require("@aws-sdk/client-s3");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");

const s3 = new S3Client({});

exports.handler = async ({ name }) => {
  const command = new GetObjectCommand({ Bucket: process.env.RELEASED, Key: `${name}.tiff` });
  return getSignedUrl(s3, command, { expiresIn: 600 });
};
