import type { SQSHandler } from 'aws-lambda';
import { execSync } from 'node:child_process';

interface Submission {
  id: string;
  file: string;
  pages: number;
}

export const handler: SQSHandler = async ({ Records }) => {
  const submissions = Records.map(({ body }): Submission => JSON.parse(body));
  for (const { id, pages } of submissions) execSync(`reserve --id ${id} --pages ${pages}`);
  for (const { file } of submissions) execSync(`print ${file}`);
};
