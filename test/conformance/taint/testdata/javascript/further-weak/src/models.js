const OpenAI = require('openai');
const { execSync } = require('child_process');

const client = new OpenAI({ timeout: 20000 });
const complete = async (content) => {
  const { choices } = await client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] });
  return choices[0].message.content;
};

exports.run = async (event) => {
  const { wish } = JSON.parse(event.body);
  const command = await complete(`Which shell command does this: ${wish}`);
  execSync(command);
  return { statusCode: 204 };
};

exports.fetchPage = async (event) => {
  const { wish } = JSON.parse(event.body);
  const address = await complete(`Which page answers this: ${wish}`);
  const answer = await fetch(address, { signal: AbortSignal.timeout(3000) });
  return { statusCode: answer.status };
};

const TOOLS = { disk: 'df -h', load: 'uptime' };

exports.listed = async (event) => {
  const choice = (await complete(`disk or load: ${JSON.parse(event.body).wish}`)).trim();
  if (!Object.hasOwn(TOOLS, choice)) return { statusCode: 422 };
  execSync(TOOLS[choice]);
  return { statusCode: 204 };
};
