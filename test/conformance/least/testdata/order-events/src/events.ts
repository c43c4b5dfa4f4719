import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";

const bus = new EventBridgeClient({});

export interface OrderEvent {
  readonly type: "OrderPlaced" | "OrderRefunded";
  readonly order: string;
}

export async function announce(event: OrderEvent, busName: string): Promise<void> {
  await bus.send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: busName, Source: "shop.orders", DetailType: event.type, Detail: JSON.stringify(event) },
      ],
    }),
  );
}
