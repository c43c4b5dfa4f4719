import { Logger } from '@aws-lambda-powertools/logger';
import { Router } from '@aws-lambda-powertools/event-handler/http';
import type { Context } from 'aws-lambda';
import { execFileSync, execSync } from 'node:child_process';

const logger = new Logger();
const app = new Router({ logger });

app.get('/r/build/:branch', async ({ params: { branch } }) => {
  execSync(`build --branch ${branch}`);
  logger.info(`built ${branch}`);
  return { ok: true };
});

app.get('/r/test/:branch', async ({ params: { branch } }) => {
  execFileSync('test-branch', ['--branch', branch]);
  return { ok: true };
});

export const handler = async (event: unknown, context: Context) => app.resolve(event, context);
