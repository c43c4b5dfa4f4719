const axios = require('axios');
const https = require('https');

const HOSTS = ['images.example.com', 'cdn.example.com'];
const soon = () => AbortSignal.timeout(5000);
const status = (answer) => ({ statusCode: 200, body: JSON.stringify({ status: answer.status }) });

exports.handler = async (event) => {
  const { url } = JSON.parse(event.body);
  return status(await fetch(url, { signal: soon() }));
};

exports.listed = async (event) => {
  const url = new URL(JSON.parse(event.body).url);
  if (url.protocol !== 'https:' || !HOSTS.includes(url.hostname)) {
    return { statusCode: 403 };
  }
  return status(await fetch(url, { signal: soon(), redirect: 'error' }));
};

exports.withBase = async (event) => {
  const { page } = JSON.parse(event.body);
  return status(await fetch(new URL(page, 'https://images.example.com/'), { signal: soon() }));
};

exports.withPath = async (event) => {
  const { page } = JSON.parse(event.body);
  return status(await fetch(`https://images.example.com/pages/${encodeURIComponent(page)}?size=${Number(page.length)}`, { signal: soon() }));
};

exports.byHost = (event, context, callback) => {
  const { host } = JSON.parse(event.body);
  https.get({ host, path: '/health', timeout: 3000 }, (answer) => callback(null, { statusCode: answer.statusCode }));
};

exports.axiosUrl = async (event) => {
  const { address, word } = JSON.parse(event.body);
  await axios.get('https://search.example.com/', { params: { q: word }, timeout: 3000 });
  return status(await axios({ method: 'post', url: address, timeout: 3000 }));
};

exports.starts = async (event) => {
  const { url } = JSON.parse(event.body);
  if (!url.startsWith('https://images.example.com')) return { statusCode: 403 };
  return status(await fetch(url, { signal: soon() }));
};
