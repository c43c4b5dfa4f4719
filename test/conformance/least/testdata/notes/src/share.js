import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, TableName } from "./table.js";

const sns = new SNSClient({});

export const handler = async (event) => {
  const { id } = event.pathParameters;
  const { reader } = JSON.parse(event.body);
  await documents.send(
    new UpdateCommand({
      TableName,
      Key: { id },
      UpdateExpression: "ADD readers :r",
      ExpressionAttributeValues: { ":r": new Set([reader]) },
    }),
  );
  await sns.send(new PublishCommand({ TopicArn: process.env.SHARED_TOPIC, Message: JSON.stringify({ id, reader }) }));
  return { statusCode: 204 };
};
