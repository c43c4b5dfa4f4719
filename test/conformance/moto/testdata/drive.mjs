// Calls one function in JavaScript and records its API calls: what drive.py does for those in Python.
// Reads {"name", "plan", "code", "handler", "record"} from standard input.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const given = JSON.parse(readFileSync(0));
const require = createRequire(path.join(given.code, "any.js"));
const { Command } = require("@smithy/core/client");
const dot = given.handler.lastIndexOf(".");
const module = path.join(given.code, given.handler.slice(0, dot));
const file = existsSync(module + ".mjs") ? module + ".mjs" : module + ".js";
let on = false;

const write = (command, context, status, presigned) => {
  if (!on) return;
  const record = {
    service: context.clientName.replace(/Client$/, ""),
    operation: context.commandName.replace(/Command$/, ""),
    parameters: command.input,
    status,
    key: process.env.AWS_ACCESS_KEY_ID,
    presigned,
  };
  const plain = (_, v) => (v instanceof Uint8Array || v?.type === "Buffer" ? "(data)" : v);
  appendFileSync(given.record, JSON.stringify(record, plain) + "\n");
};

// Every operation of every client goes through here, with its parameters as the operation has them.
const resolve = Command.prototype.resolveMiddlewareWithContext;
Command.prototype.resolveMiddlewareWithContext = function (stack, configuration, options, context) {
  const handler = resolve.call(this, stack, configuration, options, context);
  return async (...args) => {
    const answer = await handler(...args);
    write(this, context, answer.output?.$metadata?.httpStatusCode ?? 200, Boolean(answer.output?.presigned));
    return answer;
  };
};

const handler = (await import(pathToFileURL(file)))[given.handler.slice(dot + 1)];
const plan = await import(pathToFileURL(given.plan));
await plan[given.name](async (event) => {
  on = true;
  try {
    const answer = await handler(event, {});
    if (answer?.statusCode >= 400) throw new Error(`the function answers ${JSON.stringify(answer)}`);
    return answer;
  } finally {
    on = false;
  }
}, require);
