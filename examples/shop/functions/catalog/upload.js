"use strict";

const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { json, failure } = require("./lib/http");

const s3 = new S3Client({});

// POST /products/images {"fileName": "lamp.jpg"}: where the browser may put the picture.
exports.handler = async (event) => {
  try {
    const { fileName, bucket = process.env.IMAGE_BUCKET } = JSON.parse(event.body);
    const command = new PutObjectCommand({ Bucket: bucket, Key: fileName });
    const url = await getSignedUrl(s3, command, { expiresIn: 7 * 24 * 3600 });
    return json(200, { url });
  } catch (error) {
    return failure(error);
  }
};
