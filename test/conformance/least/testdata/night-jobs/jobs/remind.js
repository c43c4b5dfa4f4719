import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";

const scheduler = new SchedulerClient({});

export async function handler({ at, id }) {
  await scheduler.send(
    new CreateScheduleCommand({
      Name: id,
      GroupName: process.env.GROUP,
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "DELETE",
      Target: { Arn: process.env.TARGET_ARN, RoleArn: process.env.ROLE_ARN },
    }),
  );
}
