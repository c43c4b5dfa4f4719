const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda');
const { AssumeRoleCommand, STSClient } = require('@aws-sdk/client-sts');
const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs');

const lambda = new LambdaClient({});
const TASKS = new Map([['resize', 'image-resize'], ['crop', 'image-crop']]);

exports.invoke = async (event) => {
  const { task } = JSON.parse(event.body);
  await lambda.send(new InvokeCommand({ FunctionName: task, Payload: '{}' }));
  return { statusCode: 202 };
};

exports.invokeTable = async (event) => {
  const { task } = JSON.parse(event.body);
  const name = TASKS.get(task);
  if (!name) return { statusCode: 400 };
  await lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ task }) }));
  return { statusCode: 202 };
};

exports.assume = async (event) => {
  const { role } = JSON.parse(event.body);
  const { AssumedRoleUser } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'import' }));
  return { statusCode: 200, body: JSON.stringify(AssumedRoleUser.Arn) };
};

exports.send = async (event) => {
  const { replyTo } = JSON.parse(event.body);
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: replyTo, MessageBody: 'done' }));
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: replyTo }));
  return { statusCode: 202 };
};
