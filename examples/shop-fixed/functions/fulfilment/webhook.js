"use strict";

const { QueryCommand, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
const { SchedulerClient, CreateScheduleCommand } = require("@aws-sdk/client-scheduler");
const { dynamodb, TableName } = require("./lib/table");
const carrier = require("./lib/carrier");
const news = require("./lib/news");

const s3 = new S3Client({});
const scheduler = new SchedulerClient({});

const WEEK = 7 * 24 * 3600 * 1000;

async function keyOf(orderId) {
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName,
      IndexName: "by-order",
      KeyConditionExpression: "orderId = :orderId",
      ExpressionAttributeValues: { ":orderId": orderId },
      Limit: 1,
    })
  );
  return Items.length ? { customerId: Items[0].customerId, orderId } : null;
}

async function setStatus(Key, status) {
  await dynamodb.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET #status = :status",
      ConditionExpression: "attribute_exists(orderId)",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":status": status },
    })
  );
}

async function keepLabel({ orderId, labelId }) {
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env.LABEL_BUCKET,
      Key: `labels/${orderId}.pdf`,
      Body: await carrier.label(labelId),
      ContentType: "application/pdf",
    })
  );
}

// A week after the parcel has arrived we ask for a review, once per order.
async function remind({ orderId }) {
  const when = new Date(Date.now() + WEEK).toISOString().slice(0, 19);
  try {
    await scheduler.send(
      new CreateScheduleCommand({
        Name: `review-${orderId}`,
        GroupName: process.env.REMINDER_GROUP,
        ScheduleExpression: `at(${when})`,
        FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 },
        ActionAfterCompletion: "DELETE",
        Target: {
          Arn: process.env.REMINDER_TOPIC_ARN,
          RoleArn: process.env.REMINDER_ROLE_ARN,
          Input: JSON.stringify({ orderId, message: "How do you like it?" }),
        },
      })
    );
  } catch (error) {
    if (error.name !== "ConflictException") {
      throw error;
    }
  }
}

// POST /webhooks/carrier
// {"orderId": "6f1c...", "event": "delivered", "labelId": "PX40021877"}
exports.handler = async (event) => {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString() : (event.body ?? "");
  if (!carrier.isGenuine(event.headers, body)) {
    return { statusCode: 401 };
  }
  const parcel = news.parsed(body);
  if (!parcel) {
    return { statusCode: 400 };
  }
  const key = await keyOf(parcel.orderId);
  if (!key) {
    return { statusCode: 404 };
  }
  await setStatus(key, parcel.event);
  if (parcel.labelId) {
    await keepLabel(parcel);
  }
  if (parcel.event === "delivered") {
    await remind(parcel);
  }
  return { statusCode: 204 };
};
