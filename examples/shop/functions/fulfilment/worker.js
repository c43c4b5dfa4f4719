"use strict";

const { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");
const orders = require("./lib/orders");
const payments = require("./lib/payments");
const stock = require("./lib/stock");

const sns = new SNSClient({});

async function tell(order) {
  await sns.send(
    new PublishCommand({
      TopicArn: process.env.SHIPPED_TOPIC_ARN,
      Subject: `Your order ${order.orderId}`,
      Message: JSON.stringify(order),
    })
  );
}

async function fulfil(order) {
  await payments.charge(order);
  await orders.setStatus(order.orderId, "paid");
  await stock.take(order.items);
  await orders.setStatus(order.orderId, "packing");
  await tell(order);
}

exports.handler = async (event) => {
  for (const record of event.Records) {
    const order = JSON.parse(record.body);
    console.log("order", record.body);
    await fulfil(order);
  }
};
