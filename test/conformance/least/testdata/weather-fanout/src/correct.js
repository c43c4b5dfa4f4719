const AWS = require("aws-sdk");

const queue = new AWS.SQS({ params: { QueueUrl: process.env.CORRECTIONS } });

exports.handler = async (event) => {
  await queue.sendMessage({ MessageBody: JSON.stringify(event) }).promise();
};
