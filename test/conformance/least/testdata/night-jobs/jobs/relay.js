import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

const lambda = new LambdaClient({});

export async function handler(event) {
  // The caller knows the name of the job.
  const answer = await lambda.send(new InvokeCommand({ FunctionName: event.job, Payload: JSON.stringify(event.input) }));
  return JSON.parse(new TextDecoder().decode(answer.Payload));
}
