import { randomUUID } from "node:crypto";
import { announce } from "./events";

export const handler = async (): Promise<{ statusCode: number; body: string }> => {
  const order = randomUUID();
  await announce({ type: "OrderPlaced", order }, process.env.BUS_NAME!);
  return { statusCode: 202, body: order };
};
