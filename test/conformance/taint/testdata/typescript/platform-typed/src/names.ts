import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

enum Task {
  Resize = 'image-resize',
  Crop = 'image-crop',
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { bucket, task } = JSON.parse(event.body!) as { bucket: string; task: keyof typeof Task };
  await new S3Client({}).send(new HeadObjectCommand({ Bucket: bucket, Key: 'index.json' }));
  if (!Object.keys(Task).includes(task)) return { statusCode: 400 };
  await new LambdaClient({}).send(new InvokeCommand({ FunctionName: Task[task] }));
  return { statusCode: 202 };
};
