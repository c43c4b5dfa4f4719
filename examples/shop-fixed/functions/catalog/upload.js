"use strict";

const { randomUUID } = require("node:crypto");
const { S3Client } = require("@aws-sdk/client-s3");
const { createPresignedPost } = require("@aws-sdk/s3-presigned-post");
const { BadRequest, handled, json } = require("./lib/http");

const s3 = new S3Client({});

const LARGEST = 20 * 1024 * 1024;
const ENDINGS = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
]);

function typeOf(event) {
  let body;
  try {
    body = JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body);
  } catch {
    throw new BadRequest("the body is not JSON");
  }
  if (!ENDINGS.has(body?.type)) {
    throw new BadRequest("type must be image/jpeg, image/png or image/webp");
  }
  return body.type;
}

// POST /products/images {"type": "image/jpeg"}: where the browser may put one picture in the next five minutes.
exports.handler = handled(async (event) => {
  const type = typeOf(event);
  const key = `uploads/${randomUUID()}.${ENDINGS.get(type)}`;
  const form = await createPresignedPost(s3, {
    Bucket: process.env.UPLOAD_BUCKET,
    Key: key,
    Fields: { "Content-Type": type },
    Conditions: [
      ["content-length-range", 1, LARGEST],
      ["eq", "$Content-Type", type],
    ],
    Expires: 300,
  });
  return json(200, { key, ...form });
});
