const axios = require('axios');

exports.handler = async () => {
  const answer = await axios.get('https://partner.example.com/');
  return { statusCode: answer.status };
};

const client = axios.create({ baseURL: 'https://partner.example.com', timeout: 3000 });

exports.instance = async () => {
  const answer = await client.get('/health');
  const other = await fetch('https://partner.example.com/', { signal: AbortSignal.timeout(3000) });
  return { statusCode: answer.status, body: JSON.stringify(other.status) };
};
