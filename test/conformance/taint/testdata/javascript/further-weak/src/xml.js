const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const libxmljs = require('libxmljs2');
const sax = require('sax');

const s3 = new S3Client({});

const text = async ({ Records: [{ s3: entity }] }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: entity.bucket.name, Key: decodeURIComponent(entity.object.key) }));
  return Body.transformToString();
};

const OPTIONS = { noent: true, noblanks: true };

exports.handler = async (event) => {
  const document = libxmljs.parseXmlString(await text(event), OPTIONS);
  return document.childNodes().length;
};

exports.sax = async (event) => {
  let count = 0;
  const parser = sax.parser(true);
  parser.onopentag = () => {
    count += 1;
  };
  parser.write(await text(event)).close();
  return count;
};
