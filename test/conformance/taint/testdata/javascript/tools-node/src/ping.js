const { execSync } = require('child_process');
const net = require('node:net');

exports.handler = async (event) => {
  const peer = event.headers['x-forwarded-for'];
  const out = execSync(`ping -c 1 ${peer}`).toString();
  const target = event.queryStringParameters.target;
  if (!net.isIPv4(target)) return { statusCode: 400 };
  const more = execSync(`ping -c 1 ${target}`).toString();
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: out + more };
};
