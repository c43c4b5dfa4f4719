"use strict";

function json(statusCode, body) {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function failure(error) {
  console.error(error);
  return json(500, { error: error.message, stack: error.stack });
}

module.exports = { json, failure };
