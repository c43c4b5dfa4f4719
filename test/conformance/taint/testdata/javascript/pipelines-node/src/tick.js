const { PublishCommand, SNSClient } = require('@aws-sdk/client-sns');
const { execSync } = require('child_process');

exports.handler = async (event) => {
  await new SNSClient({}).send(new PublishCommand({ TopicArn: process.env.TOPIC, Message: JSON.stringify({ at: event.time, job: 'sweep' }) }));
};

exports.received = async (event) => {
  const { job, at } = JSON.parse(event.Records[0].Sns.Message);
  execSync(`run-job ${job} --at ${at}`);
};
