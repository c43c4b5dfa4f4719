import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";

const machines = new SFNClient({});

interface Placed {
  detail: { order: string };
}

export const handler = async (event: Placed): Promise<void> => {
  await machines.send(
    new StartExecutionCommand({
      stateMachineArn: process.env.PAYMENT_MACHINE,
      name: event.detail.order,
      input: JSON.stringify(event.detail),
    }),
  );
};
