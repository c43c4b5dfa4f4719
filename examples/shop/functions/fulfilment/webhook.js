"use strict";

const _ = require("lodash");
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
const { SchedulerClient, CreateScheduleCommand } = require("@aws-sdk/client-scheduler");
const carrier = require("./lib/carrier");
const orders = require("./lib/orders");

const s3 = new S3Client({});
const scheduler = new SchedulerClient({});

const WEEK = 7 * 24 * 3600 * 1000;

async function keepLabel(news) {
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env.IMAGE_BUCKET,
      Key: `labels/${news.orderId}.pdf`,
      Body: await carrier.label(news.labelUrl),
      ContentType: "application/pdf",
    })
  );
}

// A week after the parcel has arrived we ask for a review.
async function remind(news) {
  const when = new Date(Date.now() + WEEK).toISOString().slice(0, 19);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: `review-${news.orderId}`,
      ScheduleExpression: `at(${when})`,
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 },
      ActionAfterCompletion: "DELETE",
      Target: {
        Arn: news.notify || process.env.REMINDER_TOPIC_ARN,
        RoleArn: news.role || process.env.REMINDER_ROLE_ARN,
        Input: JSON.stringify({ orderId: news.orderId, message: "How do you like it?" }),
      },
    })
  );
}

// POST /webhooks/carrier
// {"orderId": "LS-00012345", "event": "delivered", "labelUrl": "https://...", "parcel": {"weight": 2.4}}
exports.handler = async (event) => {
  if (!(await carrier.isGenuine(event))) {
    return { statusCode: 401 };
  }
  const news = JSON.parse(event.body);
  const order = await orders.find(news.orderId);
  if (!order) {
    return { statusCode: 404, body: `no order ${news.orderId}` };
  }
  _.merge(order, { status: news.event, parcel: news.parcel }, news.update);
  await orders.save(order);
  if (news.labelUrl) {
    await keepLabel(news);
  }
  if (news.event === "delivered") {
    await remind(news);
  }
  return { statusCode: 200 };
};
