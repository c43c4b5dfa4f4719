const { SNSClient, PublishBatchCommand } = require("@aws-sdk/client-sns");

const sns = new SNSClient({});

exports.handler = async ({ stations }) => {
  for (let i = 0; i < stations.length; i += 10) {
    const entries = stations.slice(i, i + 10).map((s) => ({ Id: s.id, Message: JSON.stringify(s) }));
    await sns.send(new PublishBatchCommand({ TopicArn: process.env.TOPIC_ARN, PublishBatchRequestEntries: entries }));
  }
};
