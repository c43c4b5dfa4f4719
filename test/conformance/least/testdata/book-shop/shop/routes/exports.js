const { Router } = require("express");
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");

const s3 = new S3Client({});
const router = Router();

router.post("/", async (request, response) => {
  const { bucket, books } = request.body;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "books.json", Body: JSON.stringify(books) }));
  response.sendStatus(204);
});

module.exports = router;
