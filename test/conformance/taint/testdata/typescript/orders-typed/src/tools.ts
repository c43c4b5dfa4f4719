import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import type { SQSEvent } from 'aws-lambda';

const run = promisify(exec);

interface Job {
  tool: string;
  target?: { path: string };
}

async function* jobs(event: SQSEvent): AsyncGenerator<Job> {
  for (const record of event.Records) {
    yield JSON.parse(record.body) as Job;
  }
}

export const handler = async (event: SQSEvent): Promise<void> => {
  for await (const { target = { path: '/mnt' } } of jobs(event)) {
    await run(`du -s ${target.path}`);
  }
};

export const chosen = async (event: SQSEvent): Promise<void> => {
  for (const record of event.Records) {
    const job: Job = JSON.parse(record.body);
    let command: string;
    switch (job.tool) {
      case 'disk':
        command = 'df -h';
        break;
      default:
        command = 'uptime';
    }
    await run(command);
  }
};
