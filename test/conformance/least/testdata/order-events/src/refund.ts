import { announce } from "./events";

export const handler = async (event: { order: string }): Promise<void> => {
  // Accounting listens on the default bus of the account.
  await announce({ type: "OrderRefunded", order: event.order }, "default");
};
