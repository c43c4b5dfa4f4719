const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda');
const { execSync } = require('child_process');

const lambda = new LambdaClient({});

exports.ask = async (event) => {
  const { file } = JSON.parse(event.body);
  await lambda.send(new InvokeCommand({ FunctionName: process.env.WORKER, Payload: Buffer.from(JSON.stringify({ file, size: '200x200' })) }));
  return { statusCode: 202 };
};

exports.work = async ({ file, size }) => {
  execSync(`convert /mnt/logo.png -resize ${size} /tmp/logo.png`);
  execSync(`convert /mnt/${file} -resize 10x10 /tmp/out.png`);
};
