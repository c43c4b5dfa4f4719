const { FirehoseClient, PutRecordBatchCommand } = require("@aws-sdk/client-firehose");

const firehose = new FirehoseClient({});

exports.handler = async ({ Records }) => {
  const changed = Records.filter((r) => r.eventName !== "REMOVE").map((r) => ({
    Data: Buffer.from(JSON.stringify(r.dynamodb.NewImage) + "\n"),
  }));
  if (changed.length === 0) return;
  await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: process.env.DELIVERY, Records: changed }));
};
