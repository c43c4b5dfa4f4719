const axios = require('axios');
const https = require('https');
const { randomUUID } = require('crypto');

exports.pin = async () => {
  const oneTimePassword = String(Math.random()).slice(2, 8);
  return { statusCode: 200, body: JSON.stringify({ sent: oneTimePassword.length }) };
};

exports.session = async () => {
  const sessionId = randomUUID();
  const colour = ['red', 'blue'][Math.floor(Math.random() * 2)];
  return { statusCode: 200, body: JSON.stringify({ sessionId, colour }) };
};

exports.environmentTls = async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const answer = await axios.get('https://partner.example.com/', { timeout: 3000 });
  return { statusCode: answer.status };
};

exports.showError = async () => {
  try {
    await axios.get('https://partner.example.com/', { timeout: 3000 });
    return { statusCode: 204 };
  } catch (error) {
    return { statusCode: 502, body: JSON.stringify(error.toJSON()) };
  }
};

exports.logToken = async (event) => {
  const token = event.headers.authorization;
  console.log(JSON.stringify({ path: event.rawPath, token }));
  console.log(JSON.stringify({ path: event.rawPath, signedIn: Boolean(token) }));
  return { statusCode: 204 };
};

const PASSPHRASE = 'willow-Tern-7712-gate';

exports.basicAuth = async () => {
  const answer = await axios.get('https://partner.example.com/', { timeout: 3000, auth: { username: 'shop', password: PASSPHRASE } });
  return { statusCode: answer.status };
};

exports.httpsForever = (event, context, callback) => {
  https.get('https://partner.example.com/', (answer) => callback(null, { statusCode: answer.statusCode }));
};
