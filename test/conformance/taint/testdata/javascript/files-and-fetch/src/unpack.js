const fs = require('fs');
const path = require('path');
const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const AdmZip = require('adm-zip');
const JSZip = require('jszip');

const s3 = new S3Client({});

async function download(event) {
  const { bucket, object } = event.Records[0].s3;
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: decodeURIComponent(object.key) }));
  return answer.Body.transformToByteArray();
}

exports.handler = async (event) => {
  const archive = new AdmZip(Buffer.from(await download(event)));
  for (const entry of archive.getEntries()) {
    fs.writeFileSync(path.join('/tmp/site', entry.entryName), entry.getData());
  }
};

exports.checked = async (event) => {
  const archive = await JSZip.loadAsync(await download(event));
  for (const [name, file] of Object.entries(archive.files)) {
    const target = path.resolve('/tmp/site', name);
    if (!target.startsWith('/tmp/site/')) continue;
    fs.writeFileSync(target, await file.async('nodebuffer'));
  }
};

exports.all = async (event) => {
  const archive = new AdmZip(Buffer.from(await download(event)));
  archive.extractAllTo('/tmp/site', true);
};
