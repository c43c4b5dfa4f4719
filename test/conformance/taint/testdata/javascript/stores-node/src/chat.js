const { BedrockRuntimeClient, ConverseCommand } = require('@aws-sdk/client-bedrock-runtime');
const { execSync } = require('child_process');

const bedrock = new BedrockRuntimeClient({});
const ask = async (text, toolConfig) => {
  const answer = await bedrock.send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user', content: [{ text }] }], toolConfig }));
  return answer.output.message.content;
};
const TOOLS = { tools: [{ toolSpec: { name: 'shell', inputSchema: { json: { type: 'object' } } } }] };

exports.handler = async (event) => {
  const { wish } = JSON.parse(event.body);
  for (const block of await ask(wish, TOOLS)) {
    if (block.toolUse) execSync(block.toolUse.input.command);
  }
  return { statusCode: 204 };
};

exports.text = async (event) => {
  const [{ text }] = await ask(JSON.parse(event.body).wish);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) };
};
