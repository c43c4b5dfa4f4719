const { S3Client, CopyObjectCommand, DeleteObjectCommand } = require("@aws-sdk/client-s3");

const s3 = new S3Client({});
const { ORIGINALS, RELEASED } = process.env;

exports.handler = async ({ name }) => {
  const Key = `incoming/${name}.tiff`;
  await s3.send(
    new CopyObjectCommand({ Bucket: RELEASED, Key: `${name}.tiff`, CopySource: `${ORIGINALS}/${Key}` }),
  );
  await s3.send(new DeleteObjectCommand({ Bucket: ORIGINALS, Key }));
};
