import { SNS } from "@aws-sdk/client-sns";

const sns = new SNS();

export async function handler() {
  await sns.publish({ TopicArn: process.env.TOPIC, Message: "The night is over." });
}
