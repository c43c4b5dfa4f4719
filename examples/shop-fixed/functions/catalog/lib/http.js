"use strict";

// A mistake of the caller; the message is written for the caller.
class BadRequest extends Error {}

function json(statusCode, body) {
  return {
    statusCode,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}

// The caller gets an id to ask about; what went wrong stays in the log.
function handled(handler) {
  return async (event, context) => {
    try {
      return await handler(event);
    } catch (error) {
      if (error instanceof BadRequest) {
        return json(400, { error: error.message });
      }
      console.error("request failed", error);
      return json(500, { error: "internal error", requestId: context.awsRequestId });
    }
  };
}

module.exports = { BadRequest, handled, json };
