"use strict";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EVENTS = new Set(["accepted", "in transit", "delivered", "returned"]);

// What the carrier tells about a parcel: these fields and no others, or null.
function parsed(body) {
  let news;
  try {
    news = JSON.parse(body);
  } catch {
    return null;
  }
  const { orderId, event, labelId = null } = news ?? {};
  if (typeof orderId !== "string" || !UUID.test(orderId) || !EVENTS.has(event)) {
    return null;
  }
  if (labelId !== null && !(typeof labelId === "string" && /^[A-Z0-9]{8,32}$/.test(labelId))) {
    return null;
  }
  return { orderId, event, labelId };
}

module.exports = { parsed };
