// Not mounted until the moderators are ready.
const { Router } = require("express");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");

const sqs = new SQSClient({});
const router = Router();

router.post("/", async (request, response) => {
  await sqs.send(
    new SendMessageCommand({ QueueUrl: process.env.REVIEW_QUEUE, MessageBody: JSON.stringify(request.body) }),
  );
  response.sendStatus(202);
});

module.exports = router;
