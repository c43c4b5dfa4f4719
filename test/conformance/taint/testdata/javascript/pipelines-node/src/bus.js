const { EventBridgeClient, PutEventsCommand } = require('@aws-sdk/client-eventbridge');

const bridge = new EventBridgeClient({});

exports.publish = async (event) => {
  const { address } = event.queryStringParameters;
  const Entries = [{ EventBusName: process.env.BUS, Source: 'shop.pages', DetailType: 'published', Detail: JSON.stringify({ page: { address } }) }];
  await bridge.send(new PutEventsCommand({ Entries }));
  return { statusCode: 202 };
};

exports.received = async ({ detail }) => {
  const answer = await fetch(detail.page.address, { signal: AbortSignal.timeout(3000) });
  return answer.status;
};
