"use strict";

const crypto = require("node:crypto");

const FRESH = 5 * 60 * 1000;
const LARGEST = 2 * 1024 * 1024;

const publicKey = crypto.createPublicKey({
  key: Buffer.from(process.env.CARRIER_PUBLIC_KEY, "base64"),
  format: "der",
  type: "spki",
});

// The carrier signs the time and the body with its private key (Ed25519); we keep no secret for it.
function isGenuine(headers, body) {
  const stamp = headers["x-carrier-timestamp"] ?? "";
  const signature = Buffer.from(headers["x-carrier-signature"] ?? "", "base64");
  if (!/^\d{13}$/.test(stamp) || Math.abs(Date.now() - Number(stamp)) > FRESH) {
    return false;
  }
  return crypto.verify(null, Buffer.from(`${stamp}.${body}`), publicKey, signature);
}

// A shipping label, from the carrier's own host and nowhere else.
async function label(labelId) {
  const response = await fetch(`https://${process.env.CARRIER_HOST}/labels/${encodeURIComponent(labelId)}`, {
    redirect: "error",
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok || Number(response.headers.get("content-length") ?? LARGEST + 1) > LARGEST) {
    throw new Error(`no usable label, status ${response.status}`);
  }
  const content = Buffer.from(await response.arrayBuffer());
  if (content.length > LARGEST || content.subarray(0, 5).toString("latin1") !== "%PDF-") {
    throw new Error("what the carrier sent is no label");
  }
  return content;
}

module.exports = { isGenuine, label };
