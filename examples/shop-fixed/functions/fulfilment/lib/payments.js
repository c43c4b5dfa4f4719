"use strict";

const { SecretsManagerClient, GetSecretValueCommand } = require("@aws-sdk/client-secrets-manager");

const secrets = new SecretsManagerClient({});
const KEPT = 5 * 60 * 1000;

let apiKey = { value: "", until: 0 };

// The key is read again every five minutes: it is rotated while this instance lives.
async function currentKey() {
  if (Date.now() >= apiKey.until) {
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId: process.env.PAYMENT_SECRET_ARN })
    );
    apiKey = { value: JSON.parse(SecretString).apiKey, until: Date.now() + KEPT };
  }
  return apiKey.value;
}

// The provider charges an order once, however often this is called for it.
async function charge(order, total) {
  const response = await fetch(`${process.env.PAYMENT_URL}/charges`, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(8000),
    headers: {
      authorization: `Bearer ${await currentKey()}`,
      "content-type": "application/json",
      "idempotency-key": order.orderId,
    },
    body: JSON.stringify({
      reference: order.orderId,
      amount: total,
      currency: "EUR",
      source: order.paymentToken,
    }),
  });
  if (!response.ok) {
    throw new Error(`the payment provider answered ${response.status}`);
  }
}

module.exports = { charge };
