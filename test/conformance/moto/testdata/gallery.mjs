// What two functions of gallery are called with. ImportPicture, which fetches a picture from another host, is left out.

export async function ReleasePicture(call, require) {
  const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
  const picture = { Bucket: process.env.ORIGINALS, Key: "incoming/a.tiff", Body: "a picture" };
  await new S3Client({}).send(new PutObjectCommand(picture));
  await call({ name: "a" });
}

export async function LinkPicture(call) {
  await call({ name: "a" });
}
