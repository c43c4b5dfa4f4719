"use strict";

const { GetCommand, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");
const { dynamodb, TableName } = require("./lib/table");
const payments = require("./lib/payments");
const stock = require("./lib/stock");

const sns = new SNSClient({});

async function find(Key) {
  const { Item } = await dynamodb.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return Item;
}

async function setStatus(Key, status) {
  await dynamodb.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET #status = :status REMOVE paymentToken",
      ConditionExpression: "attribute_exists(orderId)",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":status": status },
    })
  );
  await sns.send(
    new PublishCommand({
      TopicArn: process.env.SHIPPED_TOPIC_ARN,
      Message: JSON.stringify({ orderId: Key.orderId, status }),
    })
  );
}

// Every step may run twice for one order and takes effect once.
async function fulfil({ customerId, orderId }) {
  const key = { customerId, orderId };
  const order = await find(key);
  if (order?.status !== "new") {
    return;
  }
  const total = await stock.price(order.items);
  if (total !== order.expectedTotal) {
    await setStatus(key, "price changed");
    return;
  }
  await stock.take(orderId, order.items);
  await payments.charge(order, total);
  await setStatus(key, "packing");
}

exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await fulfil(JSON.parse(record.body));
    } catch (error) {
      console.error("order failed", { messageId: record.messageId, reason: error.message });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};
