import { ECSClient, RunTaskCommand } from "@aws-sdk/client-ecs";

const ecs = new ECSClient({});

export async function handler() {
  const started = await ecs.send(
    new RunTaskCommand({
      cluster: process.env.CLUSTER,
      taskDefinition: process.env.TASK,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: [process.env.SUBNET] } },
    }),
  );
  if (started.failures?.length) throw new Error(started.failures[0].reason);
}
