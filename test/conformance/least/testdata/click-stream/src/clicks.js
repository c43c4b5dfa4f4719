const { DynamoDBClient, UpdateItemCommand } = require("@aws-sdk/client-dynamodb");

const client = new DynamoDBClient({});

exports.handler = async ({ Records }) => {
  const counts = new Map();
  for (const { kinesis } of Records) {
    const { path } = JSON.parse(Buffer.from(kinesis.data, "base64").toString());
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  for (const [path, n] of counts) {
    await client.send(
      new UpdateItemCommand({
        TableName: process.env.PAGES,
        Key: { path: { S: path } },
        UpdateExpression: "ADD clicks :n",
        ExpressionAttributeValues: { ":n": { N: String(n) } },
      }),
    );
  }
};
