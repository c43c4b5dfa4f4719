import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

const lambda = new LambdaClient({});

export async function handler() {
  await lambda.send(
    new InvokeCommand({ FunctionName: process.env.REPORT_FUNCTION, InvocationType: "Event", Payload: "{}" }),
  );
}
